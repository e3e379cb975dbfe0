import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Fault } from '../../../client/faults/fault.ts';
import type { World } from '../../boot/template/resolver.ts';
import { strike } from '../../faults/strike.ts';
import type { Clock } from '../cloudwatch/clock.ts';
import type { StackAccess } from '../iam/stack-access.ts';
import type { InvokeFunction } from '../lambda/invocation.ts';
import { findFunction, type InvokedFunctions } from '../lambda/read-functions.ts';
import type { RuleSettings } from './read-rules.ts';
import { readSchedule } from './schedule.ts';

export interface RuleParts {
  readonly world: World;
  readonly iam: Pick<StackAccess, 'checkService'>;
  readonly functions: InvokedFunctions;
  readonly clock: Clock;
  readonly faults?: () => readonly Fault[];
}

export interface DeployedRule {
  readonly settings: RuleSettings;
  readonly isEnabled: boolean;
}

interface Kept {
  readonly settings: RuleSettings;
  isEnabled: boolean;
  readonly run: { parts: RuleParts };
  cancel: () => void;
}

/**
 * The schedules of a stack, over all of its deployments. A time that passed while the process slept is not made up
 * for. Lambda's two retries of an asynchronous call that failed are not made.
 */
export class DeployedRules {
  #kept: readonly Kept[] = [];

  get all(): readonly DeployedRule[] {
    return this.#kept;
  }

  /** A rule that is declared as it was keeps its rhythm, and rests on where somebody has disabled it. */
  deploy(declared: readonly RuleSettings[], parts: RuleParts): void {
    const kept = this.#kept.filter((one) => declared.some((settings) => isSame(one, settings)));
    for (const one of this.#kept) if (!kept.includes(one)) one.cancel();
    for (const { run } of kept) run.parts = parts;
    const added = declared.filter((settings) => !kept.some((one) => isSame(one, settings)));
    this.#kept = [...kept, ...added.map((settings) => add(settings, parts))];
  }

  /** @returns false where there is no such rule */
  switch(name: string, isEnabled: boolean): boolean {
    const rule = this.#kept.find(({ settings }) => settings.name === name);
    if (rule === undefined) return false;
    if (rule.isEnabled === isEnabled) return true;
    rule.isEnabled = isEnabled;
    if (isEnabled) start(rule);
    else rule.cancel();
    return true;
  }

  stop(): void {
    for (const { cancel } of this.#kept) cancel();
    this.#kept = [];
  }
}

function isSame({ settings }: Kept, declared: RuleSettings): boolean {
  return isDeepStrictEqual(settings, declared);
}

function add(settings: RuleSettings, parts: RuleParts): Kept {
  const { isEnabled } = settings;
  const rule: Kept = { settings, isEnabled, run: { parts }, cancel: () => undefined };
  if (isEnabled) start(rule);
  return rule;
}

function start(rule: Kept): void {
  const { settings, run } = rule;
  const nextTime = readSchedule(settings.expression);
  const { clock } = run.parts;
  const wait = (due: number) => {
    rule.cancel = clock.alarm(due, () => {
      wait(nextTime(Math.max(due, clock.now())));
      return callTargets(settings, run.parts, due);
    });
  };
  wait(nextTime(clock.now()));
}

async function callTargets(
  { name, arn, targets }: RuleSettings,
  parts: RuleParts,
  due: number,
): Promise<void> {
  if (strike(parts.faults?.() ?? [], ['schedules-stopped'])) return;
  const { region, accountId } = parts.world;
  const payload = JSON.stringify({
    ...{ version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event', source: 'aws.events' },
    ...{ account: accountId, region, resources: [arn], detail: {} },
    time: new Date(due).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  });
  const calls = targets.map((target) =>
    invokerFor(
      target,
      parts,
      arn,
    )({ payload }).catch((error) => {
      throw new Error(`The rule ${name} could not call ${target.functionName}`, { cause: error });
    }),
  );
  await Promise.all(calls);
}

/** EventBridge calls a function in its own name: the function's policy must allow it for this rule. */
function invokerFor(
  { arn: resource, functionName }: RuleSettings['targets'][number],
  { iam, functions }: RuleParts,
  ruleArn: string,
): InvokeFunction {
  const need = { action: 'lambda:InvokeFunction', resource };
  const refused = iam.checkService('events.amazonaws.com', need, ruleArn);
  if (refused !== undefined) return () => Promise.resolve({ kind: 'denied' });
  return findFunction(functions, functionName);
}
