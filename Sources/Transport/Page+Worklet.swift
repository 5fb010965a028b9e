extension Page {
    /// Runs on the browser's audio thread: from the microphone's own rate to 20 ms frames of 16 kHz PCM16.
    static let worklet = #"""
        const RATE = 16000, FRAME = 320, CROSSINGS = 16;

        // A polyphase windowed-sinc filter: output n lies at input position n * step / phases.
        class Resampler {
          constructor(from) {
            let [a, b] = [from, RATE];
            while (b) [a, b] = [b, a % b];
            this.phases = RATE / a;
            this.step = from / a;
            const narrowing = Math.max(1, from / RATE);
            this.reach = Math.ceil(CROSSINGS * narrowing);
            const taps = 2 * this.reach;
            const width = 0.94 / narrowing;
            this.weights = Array.from({ length: this.phases }, (_, phase) => {
              const row = new Float64Array(taps);
              for (let tap = 0; tap < taps; tap++) {
                const x = tap - this.reach + 1 - phase / this.phases;
                const turn = Math.PI * x / this.reach;
                const window = Math.abs(x) >= this.reach ? 0 : 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
                row[tap] = window * (x === 0 ? 1 : Math.sin(Math.PI * width * x) / (Math.PI * width * x));
              }
              const sum = row.reduce((total, weight) => total + weight, 0);
              return row.map((weight) => weight / sum);
            });
            this.held = new Float32Array(8192);
            this.count = taps;
            this.first = 0;
            this.phase = 0;
          }

          push(samples, take) {
            if (this.count + samples.length > this.held.length) {
              this.held.copyWithin(0, this.first, this.count);
              this.count -= this.first;
              this.first = 0;
            }
            this.held.set(samples, this.count);
            this.count += samples.length;
            const taps = 2 * this.reach;
            while (this.first + taps <= this.count) {
              const row = this.weights[this.phase];
              let sum = 0;
              for (let tap = 0; tap < taps; tap++) sum += row[tap] * this.held[this.first + tap];
              take(sum);
              this.phase += this.step;
              this.first += Math.floor(this.phase / this.phases);
              this.phase %= this.phases;
            }
          }
        }

        class Ear extends AudioWorkletProcessor {
          constructor() {
            super();
            this.resampler = new Resampler(sampleRate);
            this.begin();
          }

          begin() {
            this.frame = new Int16Array(FRAME);
            this.filled = 0;
            this.power = 0;
          }

          process([input]) {
            if (input.length > 0) this.resampler.push(input[0], (sample) => this.add(sample));
            return true;
          }

          add(sample) {
            this.power += sample * sample;
            this.frame[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
            if (this.filled < FRAME) return;
            const sound = this.frame.buffer;
            this.port.postMessage({ sound, level: Math.sqrt(this.power / FRAME) }, [sound]);
            this.begin();
          }
        }

        registerProcessor("ear", Ear);
        """#
}
