import { badTexts } from '../../client/send/bad-kinds.ts';
import { detectBudget } from './detect-budget.ts';
import type { Drill, Injection, Load, Mitigation } from './drill.ts';
import { alarmName } from './run/await-alarm.ts';
import { whyOnlyHere } from './why-only-here.ts';

const begin = '<!-- drill -->';
const end = '<!-- end of drill -->';
const section = /^## Drill\n.*?(?=^## )/ms;

/**
 * Writes into an alarm's page how it is drilled, in the words of somebody who would do it by hand.
 *
 * @param drill or why there is none
 * @throws Error for a page without a section Drill
 */
export function fillInDrill(page: string, drill: Drill | string): string {
  if (!section.test(page)) throw new Error('The page has no section Drill before its last one');
  const lines = typeof drill === 'string' ? [`None is played: ${drill}`] : describe(drill);
  return page.replace(section, () => `${['## Drill\n', begin, ...lines, end].join('\n')}\n\n`);
}

function describe(drill: Drill): readonly string[] {
  const { alarm, load = [], inject, siblings = [], mitigation, clearSeconds } = drill;
  const beside = siblings.map((name) => `[${name}](${name}.md)`).join(', ');
  return [
    `\`npm run drill -- ${alarm}\` plays this, and fails where it goes otherwise ([drills](../docs/drills.md)).`,
    '',
    ...(load.length === 0 ? [] : [`- All along: ${load.map(loadText).join(', ')}.`]),
    `- Goes wrong: ${inject.map(injectionText).join('; ')}.`,
    `- \`${alarmName(drill)}\` fires within ${seconds(detectBudget(drill))}${beside === '' ? '' : `; ${beside} may too, beside its siblings`}.`,
    `- What ends it: ${mitigation.map((one) => mitigationText(one, drill)).join('; ')}.`,
    `- It is over within ${seconds(clearSeconds)}, and no webhook is missing.`,
    `- On a deployed stage: ${deployedText(drill)}.`,
  ];
}

function injectionText(injection: Injection): string {
  if ('load' in injection) return loadText(injection.load);
  if ('fault' in injection) {
    const { fault, forSeconds, ...values } = injection;
    const options = Object.entries({
      ...values,
      ...(forSeconds === undefined ? {} : { for: `${forSeconds}s` }),
    });
    const words = options.map(([name, value]) => ` --${name} ${value}`);
    return `\`npx spillway fault ${fault}${words.join('')}\``;
  }
  if ('message' in injection) return `\`${injection.message}\` on the ${injection.to} queue`;
  return stepText(injection);
}

function mitigationText(mitigation: Mitigation, { inject }: Drill): string {
  if (mitigation === 'end') {
    const isFault = inject.some((one) => 'fault' in one);
    const isLoad = inject.some((one) => 'load' in one);
    const ends = [
      ...(isFault ? ['`npx spillway fault off`'] : []),
      ...(isLoad ? ['nothing more of that is sent'] : []),
    ];
    return ends.join(', and ') || 'the cause is gone';
  }
  if ('step' in mitigation) return `_${mitigation.step}_ of [Mitigation](#mitigation)`;
  return stepText(mitigation);
}

type Step = Exclude<Mitigation, 'end' | { readonly step: string }>;

function stepText(step: Step): string {
  if ('run' in step) return `\`${step.run}\``;
  if ('says' in step) return step.says;
  return `${seconds('wait' in step ? step.wait : step.jump)} pass`;
}

function loadText({ perMinute, source, type, bad, bytes }: Load): string {
  const what = [
    ...(source === undefined ? [] : [` for ${source}`]),
    ...(type === undefined ? [] : [` of type \`${type}\``]),
    ...(bytes === undefined ? [] : [` of ${bytes.toLocaleString('en')} bytes`]),
    ...(bad === undefined ? [] : [`, ${badTexts[bad]}`]),
  ];
  return `${perMinute} ${perMinute === 1 ? 'webhook' : 'webhooks'} a minute${what.join('')}`;
}

function deployedText(drill: Drill): string {
  const why = whyOnlyHere(drill);
  if (why !== undefined) return `not possible, because ${why}`;
  return `\`npm run drill -- ${drill.alarm} --target aws --stage dev\`, where no real traffic is`;
}

function seconds(count: number): string {
  return `${count.toLocaleString('en')} seconds`;
}
