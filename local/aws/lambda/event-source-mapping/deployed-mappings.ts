import { isDeepStrictEqual } from 'node:util';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { findFunction } from '../read-functions.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import type { MappingSettings } from './mapping-settings.ts';
import type { MappingParts } from './read-mappings.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
type MappingState =
  | 'Creating'
  | 'Updating'
  | 'Enabling'
  | 'Enabled'
  | 'Disabling'
  | 'Disabled'
  | 'Deleting';

export interface DeployedMapping {
  readonly settings: MappingSettings;
  /** On its way to another state it can't be changed. */
  readonly state: MappingState;
  readonly lastModified: Date;
}

interface Kept {
  settings: MappingSettings;
  state: MappingState;
  lastModified: Date;
  /** Ends the pollers. @returns when they have finished the batches that they have */
  end: () => Promise<void>;
}

/** The event source mappings of a stack, over all of its deployments and what is changed in between. */
export class DeployedMappings {
  readonly #kept = new Map<string, Kept>();
  #declared: readonly MappingSettings[] = [];
  #parts: MappingParts | undefined;

  get all(): readonly DeployedMapping[] {
    return [...this.#kept.values()];
  }

  find(id: string): DeployedMapping | undefined {
    return this.#kept.get(id);
  }

  /** What the template's queues and functions are now. */
  get parts(): MappingParts | undefined {
    return this.#parts;
  }

  /**
   * Polls by these. Like CloudFormation, it leaves alone what is declared as before, also where somebody has changed or
   * deleted it by hand since.
   */
  deploy(declared: readonly MappingSettings[], parts: MappingParts): void {
    const before = new Map(this.#declared.map((settings) => [settings.id, settings]));
    this.#declared = declared;
    this.#parts = parts;
    for (const id of before.keys()) if (!declared.some((one) => one.id === id)) this.remove(id);
    for (const settings of declared) {
      if (isDeepStrictEqual(before.get(settings.id), settings)) continue;
      if (this.#kept.has(settings.id)) this.change(settings);
      else this.add(settings);
    }
  }

  add(settings: MappingSettings): DeployedMapping {
    const end = settings.isEnabled ? this.#start(settings) : noPollers;
    const added: Kept = { settings, state: 'Creating', lastModified: new Date(), end };
    this.#kept.set(settings.id, added);
    settle(added, Promise.resolve());
    return { ...added };
  }

  /** The pollers of before finish the batches that they have. */
  change(settings: MappingSettings): DeployedMapping {
    const kept = this.#kept.get(settings.id);
    if (kept === undefined) throw new Error(`There is no mapping ${settings.id}.`);
    const ended = kept.end();
    kept.state = stateBetween(kept.settings, settings);
    kept.end = settings.isEnabled ? this.#start(settings) : noPollers;
    kept.settings = settings;
    kept.lastModified = new Date();
    settle(kept, ended);
    return { ...kept };
  }

  remove(id: string): DeployedMapping | undefined {
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    kept.state = 'Deleting';
    void kept.end().then(() => this.#kept.delete(id));
    return { ...kept };
  }

  /** They wait for their batches: the functions have to be stopped next, which ends those. */
  stop(): void {
    for (const { end } of this.#kept.values()) void end();
    this.#kept.clear();
  }

  #start(settings: MappingSettings): Kept['end'] {
    if (this.#parts === undefined) throw new Error('Nothing is deployed yet.');
    return start(settings, this.#parts);
  }
}

const noPollers: Kept['end'] = () => Promise.resolve();

function stateBetween(before: MappingSettings, { isEnabled }: MappingSettings): MappingState {
  if (before.isEnabled === isEnabled) return 'Updating';
  return isEnabled ? 'Enabling' : 'Disabling';
}

function settle(kept: Kept, ended: Promise<void>): void {
  const { lastModified } = kept;
  void ended.then(() => {
    if (kept.lastModified !== lastModified || kept.state === 'Deleting') return;
    kept.state = kept.settings.isEnabled ? 'Enabled' : 'Disabled';
  });
}

function start(settings: MappingSettings, parts: MappingParts): Kept['end'] {
  const { functionName } = settings;
  // The pollers call SQS in the role's name.
  const { call, close } = createSqsCaller(
    parts.queueEndpoint,
    parts.iam.credentialsOf(functionName),
  );
  const mapping = new EventSourceMapping({
    ...{ settings, call, observer: parts.observer },
    invoke: findFunction(parts.functions, functionName),
    maxPollers: parts.machine.maxPollers,
    log: parts.machine.log,
  });
  return () => mapping.stop().finally(close);
}
