import { isDeepStrictEqual } from 'node:util';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { findFunction } from '../read-functions.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import type { MappingSettings } from './mapping-settings.ts';
import type { MappingParts } from './read-mappings.ts';

interface Deployed {
  readonly settings: MappingSettings;
  readonly mapping: EventSourceMapping;
  readonly close: () => void;
}

/** The event source mappings of a stack, over all of its deployments. */
export class DeployedMappings {
  #deployed: readonly Deployed[] = [];

  /** Polls by these. One that is as it was goes on; the others finish the batches that they have. */
  deploy(declared: readonly MappingSettings[], parts: MappingParts): void {
    const enabled = declared.filter(({ isEnabled }) => isEnabled);
    const kept = this.#deployed.filter((one) => enabled.some((settings) => isSame(one, settings)));
    for (const one of this.#deployed) if (!kept.includes(one)) end(one);
    const added = enabled.filter((settings) => !kept.some((one) => isSame(one, settings)));
    this.#deployed = [...kept, ...added.map((settings) => start(settings, parts))];
  }

  /** They wait for their batches: the functions have to be stopped next, which ends those. */
  stop(): void {
    for (const one of this.#deployed) end(one);
    this.#deployed = [];
  }
}

function isSame({ settings }: Deployed, declared: MappingSettings): boolean {
  return isDeepStrictEqual(settings, declared);
}

function end({ mapping, close }: Deployed): void {
  void mapping.stop().finally(close);
}

function start(settings: MappingSettings, parts: MappingParts): Deployed {
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
  return { settings, mapping, close };
}
