import { alarmNews } from '../../../../client/runbook/alarm-news.ts';
import { readOwnAlarm } from '../../../../client/runbook/own-alarm.ts';
import { placeholdersOf } from '../../../../runbooks/pages/placeholders.ts';
import type { CommandBlock } from '../../../../runbooks/pages/runbook-page.ts';
import type { Endpoint } from '../endpoint.ts';
import { type ReadRunbook, readRunbook } from '../runbook/read-runbook.ts';
import { type RanBlock, runBlock } from '../runbook/run-step.ts';
import { runsHere } from '../runbook/runs-here.ts';

/** Whether an incident is over. */
export interface RunbookEnd {
  readonly isOver: boolean;
  /** How the alarm is, in a sentence. */
  readonly news: string;
  /** It may be on for so long after its cause is gone; only where it is on. */
  readonly windowSeconds?: number;
  /** The looks of the first five minutes, once more. */
  readonly looks: readonly Look[];
}

export interface Look extends RanBlock {
  /** As the page says of a calm stage, or at least not as of one in trouble. */
  readonly isCalm: boolean;
}

/** Asks the alarm, and looks again at what is looked at first. */
export const checkEnd: Endpoint = {
  method: 'GET',
  path: '/api/runbooks/{alarm}/end',
  async answer({ params: { alarm = '' }, signal }, context): Promise<RunbookEnd> {
    const page = await readRunbook(alarm, context);
    const looks: Look[] = [];
    for (const block of firstLooks(page)) {
      const options = { values: new Map(), signal, isConfirmed: false };
      const ran = await runBlock(block, page, context, options);
      looks.push({ ...ran, isCalm: isCalm(ran) });
    }
    const { stage, clients, records } = context;
    const own = await readOwnAlarm(clients.cloudWatch, stage.name, page.alarm);
    const news = alarmNews(own, page.alarm);
    records.write(page, stage, (record) => record.line('alarm', news));
    const isOn = own?.state === 'ALARM';
    return {
      isOver: !isOn && looks.every((look) => look.isCalm),
      ...{ news, looks },
      ...(isOn && own.windowSeconds !== undefined ? { windowSeconds: own.windowSeconds } : {}),
    };
  },
};

function firstLooks({ steps }: ReadRunbook): readonly CommandBlock[] {
  return steps.flatMap(({ section, block }) => {
    const isLook = block?.tag === 'run' && section === 'First five minutes';
    return isLook && isComplete(block) && runsHere(block.commands) ? [block] : [];
  });
}

function isComplete({ commands }: CommandBlock): boolean {
  return placeholdersOf(commands.join('\n')).length === 0;
}

/** What a page says of both, such as that nothing was logged, is no trouble. */
function isCalm({ likeness, comparisons }: RanBlock): boolean {
  if (likeness === 'neither') return false;
  const calm = comparisons.filter(({ label }) => label === 'Calm');
  if (calm.length === 0) return likeness !== 'trouble';
  return calm.every(({ verdict }) => verdict !== 'not seen');
}
