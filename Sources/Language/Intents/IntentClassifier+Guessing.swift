extension IntentClassifier: IntentGuessing {}
