import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { StackTemplate } from '../../boot/template/open-template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly at: Date;
}

/** One deployment, under way. */
export interface Deploying {
  complete(): void;
  fail(reason: string): void;
}

export interface DeployedResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly updatedAt: Date;
}

type Deployed = Pick<StackTemplate, 'world' | 'template' | 'refOf' | 'outputs'>;
type Verb = 'CREATE' | 'UPDATE' | 'DELETE';

/** AWS keeps 90 days of them. */
const mostKept = 5_000;

/** The deployments of a stack: its start, and each reload. */
export class StackHistory {
  readonly #events: StackEvent[] = [];
  readonly #resources = new Map<string, DeployedResource>();
  #deployed: Deployed | undefined;
  #createdAt = new Date();
  #updatedAt: Date | undefined;
  #status = 'REVIEW_IN_PROGRESS';

  /** The latest first, as AWS lists them. */
  get events(): readonly StackEvent[] {
    return this.#events.toReversed();
  }

  get resources(): readonly DeployedResource[] {
    return [...this.#resources.values()];
  }

  /** As it was deployed last; `undefined` before the first time. */
  get stack() {
    if (this.#deployed === undefined) return undefined;
    const { world } = this.#deployed;
    return {
      ...{ id: stackIdOf(this.#deployed), name: world.stackName, status: this.#status },
      ...{ createdAt: this.#createdAt, updatedAt: this.#updatedAt, deployed: this.#deployed },
    };
  }

  begin(next: Deployed): Deploying {
    const before = this.#deployed;
    const verb = before === undefined ? 'CREATE' : 'UPDATE';
    if (before === undefined) this.#createdAt = new Date();
    else this.#updatedAt = new Date();
    this.#deployed = next;
    this.#addOfStack(`${verb}_IN_PROGRESS`, 'User Initiated');
    return {
      complete: () => {
        this.#changeResources(before, next);
        this.#addOfStack(`${verb}_COMPLETE`);
      },
      fail: (reason) => this.#addOfStack(`${verb}_FAILED`, reason),
    };
  }

  #changeResources(before: Deployed | undefined, next: Deployed): void {
    const [old, now] = [before?.template.Resources ?? {}, next.template.Resources];
    for (const [logicalId, { Type, Properties }] of Object.entries(now)) {
      const former = old[logicalId];
      const verb = former === undefined ? 'CREATE' : 'UPDATE';
      if (!isDeepStrictEqual(former?.Properties, Properties)) {
        this.#changeResource(verb, logicalId, Type, next.refOf(logicalId));
      }
    }
    const gone = Object.keys(old).filter((logicalId) => now[logicalId] === undefined);
    for (const logicalId of gone) this.#deleteResource(logicalId);
  }

  #deleteResource(logicalId: string): void {
    const { physicalId = '', type = '' } = this.#resources.get(logicalId) ?? {};
    this.#changeResource('DELETE', logicalId, type, physicalId);
    this.#resources.delete(logicalId);
  }

  #changeResource(verb: Verb, logicalId: string, type: string, physicalId: string): void {
    const status = `${verb}_COMPLETE`;
    this.#resources.set(logicalId, { logicalId, physicalId, type, status, updatedAt: new Date() });
    this.#add({ logicalId, physicalId, type, status });
  }

  #addOfStack(status: string, reason?: string): void {
    if (this.#deployed === undefined) return;
    this.#status = status;
    this.#add({
      ...{ logicalId: this.#deployed.world.stackName, physicalId: stackIdOf(this.#deployed) },
      ...{ type: 'AWS::CloudFormation::Stack', status },
      ...(reason === undefined ? {} : { reason }),
    });
  }

  #add(event: Omit<StackEvent, 'id' | 'at'>): void {
    this.#events.push({ ...event, id: randomUUID(), at: new Date() });
    if (this.#events.length > mostKept) this.#events.shift();
  }
}

/** As `Ref: AWS::StackId` gives it. */
function stackIdOf({ refOf }: Deployed): string {
  return refOf('AWS::StackId');
}
