import {
  type Circuit,
  type CircuitEvent,
  type CircuitVersion,
  closedCircuit,
  isSameForAll,
  next,
  restSecondsOf,
} from '../webhook/circuit.ts';

export interface CircuitStore {
  /** `undefined` where nothing was ever written. */
  readonly read: (destination: string) => Promise<CircuitVersion | undefined>;
  /**
   * Writes a version in place of the one that changed at `replaces` (0: of none).
   *
   * @returns what stands there in its stead, where that is another one; `undefined` once it is written
   */
  readonly replace: (
    destination: string,
    version: CircuitVersion,
    replaces: number,
  ) => Promise<CircuitVersion | undefined>;
}

export interface SharedCircuitPorts {
  /** Failures in a row that open a circuit. */
  readonly failures: number;
  readonly store: CircuitStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told once for each rest, by the function that found out. */
  readonly onOpen: (destination: string, restSeconds: number) => void;
  readonly onStoreError: (error: unknown) => void;
}

const refreshMilliseconds = 5_000;
const longestRace = 10;

/**
 * One destination's circuit, as this function knows it. What happens is applied here at once, and then, one event after
 * the other, to what all functions share: a write that another function's has overtaken is made again from there. While
 * the store is away, each function goes by what it finds out itself.
 */
export class SharedCircuit {
  readonly #destination: string;
  readonly #ports: SharedCircuitPorts;
  /** As shared, with the failures that this function counted. */
  #known: CircuitVersion = { circuit: closedCircuit, changedAt: 0 };
  /** Happened, and not yet part of what is known. */
  readonly #unshared: CircuitEvent[] = [];
  #sharing: Promise<unknown> = Promise.resolve();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> = Promise.resolve();

  constructor(destination: string, ports: SharedCircuitPorts) {
    this.#destination = destination;
    this.#ports = ports;
  }

  get circuit(): Circuit {
    return this.#unshared.reduce(
      (circuit, event) => this.#after(circuit, event),
      this.#known.circuit,
    );
  }

  /** Learns what other functions found out, at most every 5 s. Never throws. */
  refresh(): Promise<void> {
    const now = this.#ports.now();
    // Either way: a clock that was wrong is put back as well.
    if (Math.abs(now - this.#readAt) >= refreshMilliseconds) {
      this.#readAt = now;
      this.#reading = this.#read();
    }
    return this.#reading;
  }

  /** @returns once it is shared: whether it was this event that changed the circuit for all. Never throws. */
  note(event: CircuitEvent): Promise<boolean> {
    const { circuit, changedAt } = this.#known;
    const changed = this.#after(circuit, event);
    if (this.#unshared.length === 0 && isSameForAll(circuit, changed)) {
      this.#known = { circuit: changed, changedAt };
      return Promise.resolve(false);
    }
    this.#unshared.push(event);
    const shared = this.#sharing.then(() => this.#share(event));
    this.#sharing = shared;
    return shared;
  }

  /** Returns once no write is under way. Never throws. */
  async settled(): Promise<void> {
    await this.#sharing;
  }

  async #read(): Promise<void> {
    const { store, onStoreError } = this.#ports;
    try {
      const version = await store.read(this.#destination);
      if (version !== undefined && version.changedAt > this.#known.changedAt) this.#known = version;
    } catch (error) {
      onStoreError(error);
    }
  }

  async #share(event: CircuitEvent): Promise<boolean> {
    try {
      const written = await this.#write(event);
      this.#settle(event, written ?? this.#changedHere(event));
      return written !== undefined;
    } catch (error) {
      this.#ports.onStoreError(error);
      // A probe is one function's alone: none without the store.
      this.#settle(event, event.kind === 'probe-granted' ? this.#known : this.#changedHere(event));
      return false;
    }
  }

  /** @returns what was written; `undefined` where the event changes nothing for the others */
  async #write(event: CircuitEvent): Promise<CircuitVersion | undefined> {
    for (let round = 0; round < longestRace; round++) {
      const { circuit, changedAt } = this.#known;
      const changed = this.#after(circuit, event);
      if (isSameForAll(circuit, changed)) return undefined;
      const version = {
        circuit: changed,
        changedAt: Math.max(this.#ports.now(), changedAt + 1),
      };
      const standing = await this.#ports.store.replace(this.#destination, version, changedAt);
      if (standing === undefined) return version;
      // Unless a newer one was read meanwhile.
      if (this.#known.changedAt === changedAt) this.#known = standing;
    }
    throw new Error(`The circuit of ${this.#destination} changes too fast to be written`);
  }

  #settle(event: CircuitEvent, version: CircuitVersion): void {
    const { circuit } = version;
    const isNews = !isSameForAll(this.#known.circuit, circuit);
    this.#unshared.shift();
    if (version.changedAt >= this.#known.changedAt) this.#known = version;
    if (isNews && event.kind === 'failed' && circuit.state === 'open') {
      this.#ports.onOpen(this.#destination, restSecondsOf(circuit.rests));
    }
  }

  #changedHere(event: CircuitEvent): CircuitVersion {
    const { circuit, changedAt } = this.#known;
    return { circuit: this.#after(circuit, event), changedAt };
  }

  #after(circuit: Circuit, event: CircuitEvent): Circuit {
    return next(circuit, event, this.#ports.failures);
  }
}
