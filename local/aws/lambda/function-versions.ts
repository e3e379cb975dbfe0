import { randomUUID } from 'node:crypto';
import type { Observer } from '../observer.ts';
import { EnvironmentPool } from './environment-pool.ts';
import type { FunctionSettings } from './function-settings.ts';
import { loggedLines } from './logging.ts';
import type { MachineSettings } from './machine-settings.ts';

/** A published version, which never changes. */
export interface Version {
  readonly settings: FunctionSettings;
  readonly observer: Observer;
  readonly publishedAt: Date;
  readonly revisionId: string;
}

/** AWS keeps all; their code would fill this machine's disk. */
const mostKept = 10;

/**
 * The versions of one function, and which of them its alias points to. One without an alias has no versions: there it
 * is always `$LATEST` that runs.
 */
export class FunctionVersions {
  /** Another one whenever the alias was moved. */
  aliasRevisionId: string = randomUUID();
  readonly #machine: MachineSettings;
  #kept: readonly Version[] = [];
  #live: Version;
  readonly #pools = new Map<Version, EnvironmentPool>();
  /** Those that older invocations still run on. */
  readonly #draining = new Set<EnvironmentPool>();

  constructor(settings: FunctionSettings, machine: MachineSettings, observer: Observer) {
    this.#machine = machine;
    this.#live = this.#keep(settings, observer);
  }

  /** The oldest first. */
  get kept(): readonly Version[] {
    return this.#kept;
  }

  /** The one that the alias points to. */
  get live(): Version {
    return this.#live;
  }

  get newest(): Version {
    return this.#kept.at(-1) ?? this.#live;
  }

  get environmentCount(): number {
    return this.#allPools().reduce((sum, pool) => sum + pool.size, 0);
  }

  /** @param qualifier of the ARN that was called; a version's number, else the alias */
  find(qualifier: string | undefined): Version {
    if (qualifier === undefined || qualifier === '$LATEST') return this.newest;
    return this.#kept.find(({ settings }) => settings.version === qualifier) ?? this.#live;
  }

  /**
   * Publishes a version and moves the alias to it. What runs or waits by then ends on the version that it came to.
   *
   * @returns when nothing runs any more on the version that the alias pointed to
   */
  async publish(settings: Omit<FunctionSettings, 'version'>, observer: Observer): Promise<void> {
    const { version: newest } = this.newest.settings;
    const version = newest === '$LATEST' ? newest : String(Number(newest) + 1);
    await this.pointAt(this.#keep({ ...settings, version }, observer));
  }

  /** Moves the alias. @returns as `publish` */
  async pointAt(version: Version): Promise<void> {
    const before = this.#live;
    this.#live = version;
    this.aliasRevisionId = randomUUID();
    this.#forgetOldest();
    if (before !== version) await this.#drain(before);
  }

  poolOf(version: Version): EnvironmentPool {
    const { settings, observer } = version;
    const log = (logStream: string, lines: readonly string[]) =>
      writeLog({ settings, observer }, logStream, loggedLines(settings.logging, lines));
    const pool = this.#pools.get(version) ?? new EnvironmentPool(settings, this.#machine, log);
    this.#pools.set(version, pool);
    return pool;
  }

  /** Ends all environments; invocations under way end as crashed. */
  async stop(): Promise<void> {
    // Who comes later finds it ended.
    this.poolOf(this.#live);
    await Promise.all(this.#allPools().map((pool) => pool.stop()));
  }

  #keep(settings: FunctionSettings, observer: Observer): Version {
    const version = { settings, observer, publishedAt: new Date(), revisionId: randomUUID() };
    this.#kept = [...this.#kept, version];
    return version;
  }

  #forgetOldest(): void {
    const from = this.newest.settings.version === '$LATEST' ? 1 : mostKept;
    const recent = new Set(this.#kept.slice(-from));
    this.#kept = this.#kept.filter((one) => one === this.#live || recent.has(one));
  }

  async #drain(version: Version): Promise<void> {
    const pool = this.#pools.get(version);
    if (pool === undefined) return;
    this.#pools.delete(version);
    this.#draining.add(pool);
    await pool.drain();
    this.#draining.delete(pool);
  }

  #allPools(): readonly EnvironmentPool[] {
    return [...this.#pools.values(), ...this.#draining];
  }
}

export function writeLog(
  { settings: { logGroup }, observer }: Pick<Version, 'settings' | 'observer'>,
  logStream: string,
  lines: readonly string[],
): void {
  const timestamp = Date.now();
  for (const message of lines) observer.log({ logGroup, logStream, timestamp, message });
}
