"""What must hold between the events of any Realtime connection, whatever is said on it."""

import base64
import binascii

SOUND = "response.output_audio"
# A part's deltas, the event that sums them up, and where that has the whole.
TEXTS = {
    "response.output_text": "text",
    "response.output_audio_transcript": "transcript",
    "response.function_call_arguments": "arguments",
}


class Checker:
    def __init__(self):
        self.found = []
        self.ids = set()
        self.items = []
        self.places = {}
        self.finished = set()
        self.responses = {}
        self.speaking = None
        self.committed = None
        self.transcripts = {}

    def expect(self, holds, event, sentence):
        if not holds:
            self.found.append(f"{event['type']} {event.get('event_id')}: {sentence}")

    def take(self, event):
        kind = event["type"]
        self.expect(event.get("event_id") not in self.ids, event, "another event has this id")
        self.ids.add(event.get("event_id"))
        if self.committed and kind == "conversation.item.added":
            item = (event["item"]["id"], event["previous_item_id"])
            self.expect(item == self.committed, event, "the committed item is not added as it was told")
        self.committed = None
        if kind.startswith("response."):
            self.response(event, kind)
        elif kind.startswith("conversation.item."):
            self.item(event, kind)
        elif kind.startswith("input_audio_buffer."):
            self.input(event, kind)

    # Input

    def input(self, event, kind):
        if kind == "input_audio_buffer.speech_started":
            self.expect(self.speaking is None, event, "speech had begun already")
            self.speaking = event["item_id"]
        elif kind == "input_audio_buffer.speech_stopped":
            self.expect(self.speaking == event["item_id"], event, "no speech of this item had begun")
            self.speaking = None
        elif kind == "input_audio_buffer.committed":
            self.expect(event["item_id"] not in self.items, event, "the item was there already")
            self.committed = (event["item_id"], event["previous_item_id"])

    # Items

    def item(self, event, kind):
        identity = event["item"]["id"] if "item" in event else event["item_id"]
        if kind == "conversation.item.added":
            previous = event["previous_item_id"]
            self.expect(identity not in self.items, event, "the item was there already")
            self.expect(previous is None or previous in self.items, event, "there is no such previous item")
            place = self.items.index(previous) + 1 if previous in self.items else 0
            self.items.insert(place, identity)
            self.places[identity] = previous
            return
        self.expect(identity in self.items, event, "there is no such item")
        if kind == "conversation.item.done":
            self.expect(identity not in self.finished, event, "the item was done already")
            self.expect(event["previous_item_id"] == self.places.get(identity), event, "the item was added elsewhere")
            self.expect(event["item"].get("status") != "in_progress", event, "a done item is in progress")
            self.finished.add(identity)
        elif kind == "conversation.item.deleted" and identity in self.items:
            self.items.remove(identity)
            self.finished.discard(identity)
        elif "input_audio_transcription" in kind:
            self.transcript(event, kind, identity)

    def transcript(self, event, kind, identity):
        said = self.transcripts.setdefault(identity, [])
        self.expect(said is not None, event, "the transcript was complete already")
        if said is None:
            return
        if kind.endswith(".delta"):
            said.append(event["delta"])
            return
        if kind.endswith(".completed") and said:
            self.expect("".join(said) == event["transcript"], event, "the deltas do not join to the transcript")
        self.transcripts[identity] = None

    # Responses

    def response(self, event, kind):
        if kind == "response.created":
            response = event["response"]
            self.expect(response["id"] not in self.responses, event, "the response was created already")
            self.expect(response["status"] == "in_progress" and response["output"] == [], event, "a new response is not new")
            self.responses[response["id"]] = Response(self)
            return
        identity = event["response"]["id"] if kind == "response.done" else event["response_id"]
        response = self.responses.get(identity)
        self.expect(response is not None, event, "its response was not created")
        if response is None:
            return
        self.expect(not response.is_done, event, "its response was done already")
        response.take(event, kind)


class Response:
    def __init__(self, checker):
        self.expect = checker.expect
        self.is_done = False
        # By index: the item as it was told last, whether that was its end, and its deltas by kind.
        self.outputs = {}

    def take(self, event, kind):
        if kind == "response.done":
            self.done(event)
        elif kind == "response.output_item.added":
            index = event["output_index"]
            self.expect(index == len(self.outputs), event, "outputs are not numbered in order")
            self.expect(event["item"]["status"] == "in_progress", event, "a new item is not in progress")
            self.outputs[index] = {"item": event["item"], "is_done": False, "part": None, "deltas": {}, "whole": {}}
        else:
            output = self.outputs.get(event["output_index"])
            self.expect(output is not None, event, "its item was not added")
            if output:
                self.within(event, kind, output)

    def within(self, event, kind, output):
        self.expect(not output["is_done"], event, "its item was done already")
        if kind == "response.output_item.done":
            self.expect(event["item"]["id"] == output["item"]["id"], event, "another item was added here")
            self.expect(output["part"] != "open", event, "its part is not done")
            self.expect(set(output["deltas"]) <= set(output["whole"]), event, "something it holds is not done")
            output.update(item=event["item"], is_done=True)
            return
        self.expect(event["item_id"] == output["item"]["id"], event, "another item was added here")
        if kind == "response.content_part.added":
            self.expect(output["part"] is None, event, "the part was added already")
            output["part"] = "open"
        elif kind == "response.content_part.done":
            self.expect(output["part"] == "open", event, "the part is not open")
            output["part"] = "done"
            words = event["part"].get("transcript", event["part"].get("text"))
            self.expect(words in output["whole"].values(), event, "the part holds other words than were told")
        else:
            self.piece(event, kind, output)

    def piece(self, event, kind, output):
        subject, _, step = kind.rpartition(".")
        if subject != "response.function_call_arguments":
            self.expect(output["part"] == "open", event, "the part is not open")
        self.expect(subject not in output["whole"], event, "it was done already")
        if step == "delta":
            output["deltas"].setdefault(subject, []).append(event["delta"])
            if subject == SOUND:
                self.sound(event)
            return
        output["whole"][subject] = event.get(TEXTS.get(subject))
        if subject in TEXTS:
            # Of what was interrupted only the beginning stays; response.done says whether it was.
            said = "".join(output["deltas"].get(subject, []))
            self.expect(said.startswith(event[TEXTS[subject]]), event, "it is not what the deltas say")

    def sound(self, event):
        try:
            self.expect(base64.b64decode(event["delta"], validate=True), event, "there is no sound in it")
        except binascii.Error:
            self.expect(False, event, "it is not base64")

    def done(self, event):
        self.is_done = True
        response = event["response"]
        self.expect(response["status"] != "in_progress", event, "a done response is in progress")
        told = [output["item"] for output in self.outputs.values()]
        self.expect(all(output["is_done"] for output in self.outputs.values()), event, "an item is not done")
        self.expect(response["output"] == told, event, "its output is not what was told")
        if response["status"] not in ("completed", "incomplete"):
            return
        for output in self.outputs.values():
            for subject, pieces in output["deltas"].items():
                if subject in TEXTS:
                    self.expect("".join(pieces) == output["whole"].get(subject), event, "the deltas do not join to the whole")


def problems(events):
    """What is wrong with the events of one connection, in the order of their arrival."""
    checker = Checker()
    for event in events:
        checker.take(event)
    return checker.found
