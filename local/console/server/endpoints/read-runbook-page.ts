import {
  type DeployedAlarm,
  readDeployedAlarms,
} from '../../../../client/alarms/deployed-alarms.ts';
import { lookForAlarm } from '../../../../client/alarms/find-alarm.ts';
import { placeholdersOf } from '../../../../runbooks/pages/placeholders.ts';
import type { CommandBlock } from '../../../../runbooks/pages/runbook-page.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';
import { type ReadRunbook, readRunbook } from '../runbook/read-runbook.ts';
import { runsHere } from '../runbook/runs-here.ts';
import { type Suggested, suggestedIn } from '../runbook/suggested-values.ts';

/** The page of an alarm, as its blocks part it. */
export interface RunbookView {
  /** `dlq-not-empty`, of `runbooks/`. */
  readonly page: string;
  readonly notItsNumbers?: string;
  /** What makes a shell one in which the commands that don't run here work on the stage. */
  readonly shell: string;
  readonly steps: readonly RunbookStep[];
  readonly suggested: Suggested;
  /** The file of what was run of it by a click. */
  readonly record?: string;
}

export interface RunbookStep {
  /** Markdown, before the block. */
  readonly prose: string;
  /** Absent at the end of the page. */
  readonly block?: ShownBlock;
  /** Markdown: what the page says of the block. */
  readonly remarks: string;
}

export interface ShownBlock {
  /** `run` only reads; `danger` changes something. */
  readonly tag: string;
  readonly commands: readonly string[];
  readonly placeholders: readonly string[];
  /** Whether the console runs it, and not a shell. */
  readonly runsHere: boolean;
  readonly effect?: string;
  /** How a change is seen. */
  readonly verify?: { readonly text: string; readonly runsHere: boolean };
}

export const readRunbookPage: Endpoint = {
  method: 'GET',
  path: '/api/runbooks/{alarm}',
  async answer({ params: { alarm = '' } }, context): Promise<RunbookView> {
    const [page, alarms] = await Promise.all([readRunbook(alarm, context), readAlarms(context)]);
    const { pageName, notItsNumbers, steps, shell } = page;
    const record = context.records.find(page.alarm);
    const named = (text: string) =>
      withoutAlarms(
        text.replaceAll('$SPILLWAY_STAGE', context.stage.name),
        (name) =>
          alarms === undefined || lookForAlarm(alarms, context.stage.name, name) !== undefined,
      );
    return {
      ...{ page: pageName, shell },
      ...(notItsNumbers === undefined ? {} : { notItsNumbers }),
      ...(record === undefined ? {} : { record }),
      suggested: suggestedIn(page, []),
      steps: steps.map(({ prose, remarks, block }) => ({
        ...{ prose: named(prose), remarks: named(remarks) },
        ...(block && {
          block: {
            ...{ tag: block.tag, commands: block.commands },
            placeholders: placeholdersOf(block.commands.join('\n')),
            runsHere: runsHere(block.commands),
            ...(block.effect === undefined ? {} : { effect: block.effect }),
            ...verifyOf(block, page),
          },
        }),
      })),
    };
  },
};

/** Who may not read alarms reads the page all the same. */
function readAlarms({
  clients,
  stage,
}: ConsoleContext): Promise<readonly DeployedAlarm[] | undefined> {
  return readDeployedAlarms(clients.cloudWatch, stage.name).catch(() => undefined);
}

/** Says of a link to another page where the stage has no alarm of it: a stage without tickets lacks some. */
function withoutAlarms(text: string, isThere: (page: string) => boolean): string {
  return text.replace(pageLink, (link, page: string) =>
    isThere(page) ? link : `${link} (no alarm of this stage)`,
  );
}

const pageLink = /\]\((?!README)([\w-]+)\.md(?:#[^)]*)?\)/g;

function verifyOf(
  { verify, tag }: CommandBlock,
  { steps }: ReadRunbook,
): Pick<ShownBlock, 'verify'> {
  if (verify === undefined || tag !== 'danger') return {};
  const { command, step = 0, text } = verify;
  const looks = steps.filter(({ section }) => section === 'First five minutes');
  const commands = command === undefined ? looks[step - 1]?.block?.commands : [command];
  return { verify: { text, runsHere: runsHere(commands ?? []) } };
}
