print("coda")
