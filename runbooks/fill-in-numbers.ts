import { markdownTable } from '../docs/markdown-table.ts';
import { alarmNumbers } from './alarm-numbers.ts';
import { type StageNumberName, stageNumbers } from './stage-numbers.ts';
import type { StageResource } from './stage-resources.ts';

const block = /<!-- numbers of prod: ?(.*?) -->\n.*?<!-- end of numbers -->/s;

/**
 * Writes the numbers of a stage into a page, between the two comments that stand there for it. The first one names what
 * the page wants to say of the stage besides its alarm.
 *
 * @throws Error for a page without such a place, an unknown name, or what the stage doesn't have
 */
export function fillInNumbers(
  name: string,
  page: string,
  resources: readonly StageResource[],
  stage = 'prod',
): string {
  const [, list] = block.exec(page) ?? [];
  if (list === undefined) throw new Error(`runbooks/${name}.md has no place for numbers`);
  const wanted = list.split(/, */).filter(Boolean);
  const rows = [
    ...alarmNumbers(name, resources),
    ...wanted.map((one) => {
      if (!isStageNumber(one)) throw new Error(`runbooks/${name}.md: no number is called ${one}`);
      const { label, read } = stageNumbers[one];
      return [label, read(resources)] as const;
    }),
  ];
  const lines = [
    `<!-- numbers of prod: ${list} -->`,
    ...markdownTable([`in ${stage}`, ''], rows),
    '<!-- end of numbers -->',
  ];
  return page.replace(block, () => lines.join('\n'));
}

function isStageNumber(name: string): name is StageNumberName {
  return Object.hasOwn(stageNumbers, name);
}
