extension Page {
    /// The microphone, and plain words for why there may be none.
    static let microphone = #"""
        class Microphone {
          // listener: sound(ArrayBuffer), level(0...1), lost(message)
          constructor(listener) {
            this.listener = listener;
            this.attempt = 0;
          }

          static get missing() {
            if (navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode) return null;
            if (window.isSecureContext) return "This browser has no microphone for pages. You can type instead, or use another browser.";
            const port = location.port || "80";
            return "Browsers give the microphone only to pages of the same machine or over HTTPS. "
              + `Use Coda’s own machine at http://localhost:${port}/, `
              + `or run “ssh -L ${port}:localhost:${port} ${location.hostname}” here and open http://localhost:${port}/, `
              + "or put an HTTPS proxy before Coda. Typing works as it is.";
          }

          static explain(error) {
            switch (error.name) {
            case "NotAllowedError": case "SecurityError":
              return "The browser refused the microphone. Allow it for this page (the icon beside the address), then press Talk again. "
                + "You can also type.";
            case "NotFoundError": case "OverconstrainedError":
              return "No microphone was found. Connect one, then press Talk again. You can also type.";
            case "NotReadableError": case "AbortError":
              return "The microphone cannot be used: another program may hold it. Close that, then press Talk again. You can also type.";
            default:
              return `The microphone could not be started (${error.name}). Press Talk to try again. You can also type.`;
            }
          }

          // Gives a message where there is no microphone, else null.
          async start() {
            if (Microphone.missing) return Microphone.missing;
            this.stop();
            const attempt = this.attempt;
            let stream, context;
            try {
              stream = await navigator.mediaDevices.getUserMedia({
                audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
              });
              context = new AudioContext({ latencyHint: "interactive" });
              const code = new Blob([document.getElementById("worklet").textContent], { type: "text/javascript" });
              const address = URL.createObjectURL(code);
              await context.audioWorklet.addModule(address).finally(() => URL.revokeObjectURL(address));
            } catch (error) {
              Microphone.release(stream, context);
              return attempt === this.attempt ? Microphone.explain(error) : null;
            }
            if (attempt !== this.attempt) return Microphone.release(stream, context);
            this.connect(stream, context);
            return null;
          }

          connect(stream, context) {
            this.stream = stream;
            this.context = context;
            const ear = new AudioWorkletNode(context, "ear", { channelCount: 1, channelCountMode: "explicit" });
            ear.port.onmessage = ({ data }) => {
              if (context !== this.context) return;
              this.listener.sound(data.sound);
              this.listener.level(data.level);
            };
            // Only what leads to the loudspeaker runs; the ear itself is silent.
            context.createMediaStreamSource(stream).connect(ear).connect(context.destination);
            stream.getAudioTracks()[0].onended = () => {
              this.stop();
              this.listener.lost("The microphone went away. Connect it again, then press Talk. You can also type.");
            };
          }

          stop() {
            this.attempt += 1;
            Microphone.release(this.stream, this.context);
            this.stream = this.context = null;
          }

          static release(stream, context) {
            for (const track of stream?.getTracks() ?? []) {
              track.onended = null;
              track.stop();
            }
            context?.close();
            return null;
          }
        }
        """#
}
