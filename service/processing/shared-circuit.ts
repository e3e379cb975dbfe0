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
  /** Returns `undefined` if nothing was ever written. */
  readonly read: (destination: string) => Promise<CircuitVersion | undefined>;
  /**
   * Replaces the version that changed at `replaces` (0: there was none).
   *
   * @returns the version that stands there instead, if it is another one; `undefined` once ours is written
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
  /** Called once for each rest, by the function that opened the circuit. */
  readonly onOpen: (destination: string, restSeconds: number) => void;
  readonly onStoreError: (error: unknown) => void;
}

const refreshMilliseconds = 5_000;
const longestRace = 10;

/**
 * One destination's circuit, as this function knows it. An event is applied here at once, and then, one after the
 * other, to the circuit that all functions share. If another function's write came first, ours is made again on top
 * of it. While the store is away, each function uses what it finds out itself.
 */
export class SharedCircuit {
  readonly #destination: string;
  readonly #ports: SharedCircuitPorts;
  /** The shared version, plus the failures that this function counted. */
  #known: CircuitVersion = { circuit: closedCircuit, changedAt: 0 };
  /** Events that are not yet part of what is known. */
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

  /** Reads what other functions found out, at most every 5 s. Never throws. */
  refresh(): Promise<void> {
    const now = this.#ports.now();
    // In both directions, because a wrong clock may also be set back.
    if (Math.abs(now - this.#readAt) >= refreshMilliseconds) {
      this.#readAt = now;
      this.#reading = this.#read();
    }
    return this.#reading;
  }

  /** @returns once it is shared: whether this event was the one that changed the circuit for all. Never throws. */
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
      // A probe belongs to one function alone, so without the store there is none.
      this.#settle(event, event.kind === 'probe-granted' ? this.#known : this.#changedHere(event));
      return false;
    }
  }

  /** @returns the version that was written; `undefined` if the event changes nothing for the others */
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
      // Skipped if a newer version was read meanwhile.
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
