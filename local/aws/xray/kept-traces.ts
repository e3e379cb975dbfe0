import type { SegmentDocument } from './segment-document.ts';

// A trace that never ends must not grow without bound either.
const maxSegmentsPerTrace = 1_000;

interface Kept {
  /** JSON texts: as objects, which hardly anybody reads, they take three times the memory. */
  readonly texts: string[];
  characters: number;
}

/** The newest traces, in bounded memory. */
export class KeptTraces {
  readonly #maxTraces: number;
  readonly #maxCharacters: number;
  /** The oldest first. */
  readonly #traces = new Map<string, Kept>();
  #characters = 0;

  constructor(maxTraces: number, maxCharacters: number) {
    this.#maxTraces = maxTraces;
    this.#maxCharacters = maxCharacters;
  }

  /** @param text of a segment, as JSON */
  keep(traceId: string, text: string): void {
    const trace = this.#traces.get(traceId) ?? { texts: [], characters: 0 };
    if (trace.texts.length >= maxSegmentsPerTrace) return;
    this.#traces.set(traceId, trace);
    trace.texts.push(text);
    trace.characters += text.length;
    this.#characters += text.length;
    this.#makeRoom();
  }

  /** In order of arrival. */
  read(traceId: string): readonly SegmentDocument[] {
    return this.#traces.get(traceId)?.texts.map((text) => JSON.parse(text)) ?? [];
  }

  ids(): readonly string[] {
    return [...this.#traces.keys()];
  }

  #makeRoom(): void {
    for (const [id, { characters }] of this.#traces) {
      const isFull = this.#traces.size > this.#maxTraces || this.#characters > this.#maxCharacters;
      if (!isFull) return;
      this.#traces.delete(id);
      this.#characters -= characters;
    }
  }
}
