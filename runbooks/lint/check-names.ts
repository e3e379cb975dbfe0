import type { RunbookPage } from '../pages/runbook-page.ts';
import type { StageResource } from '../stage-resources.ts';
import { type Finding, lineAt } from './finding.ts';

const properties = [
  'Name',
  'FunctionName',
  'QueueName',
  'LogGroupName',
  'AlarmName',
  'TableName',
  'TopicName',
];

/** The names that a stage of this template has. @param stage the one that it was synthesized for */
export function deployedNames(
  resources: readonly StageResource[],
  stage: string,
): ReadonlySet<string> {
  const named = resources.flatMap((resource) =>
    properties.map((property) => resource.properties[property]),
  );
  return new Set([
    `Spillway-${stage}`,
    ...named.filter((name): name is string => typeof name === 'string'),
  ]);
}

/** Whether a stage has what a page names: queues, functions, log groups, alarms. */
export function checkNames(
  { text }: Pick<RunbookPage, 'text'>,
  deployed: ReadonlySet<string>,
  stage: string,
): readonly Finding[] {
  return [...text.matchAll(mention)].flatMap(({ index, 0: written, 1: begun }) => {
    const name = (begun ?? written).replace('$SPILLWAY_STAGE', stage);
    const isThere = begun === undefined ? deployed.has(name) : beginsOne(deployed, name);
    if (isThere) return [];
    return [{ line: lineAt(text, index), message: `the template has no ${written}` }];
  });
}

/** With `-…` at its end it is the beginning of a name: there is one for each source or destination. */
const mention =
  /(?<![\w/])(?:((?:\/aws\/[a-z]+\/)?[sS]pillway-\$SPILLWAY_STAGE-[\w-]*)…|(?:\/aws\/[a-z]+\/)?[sS]pillway-\$SPILLWAY_STAGE(?:-[\w-]*\w)?)/g;

function beginsOne(names: ReadonlySet<string>, beginning: string): boolean {
  return [...names].some((name) => name.startsWith(beginning));
}
