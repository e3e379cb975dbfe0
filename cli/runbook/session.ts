import { userInfo } from 'node:os';
import { join, relative } from 'node:path';
import type { FoundPage } from '../../client/runbook/find-page.ts';
import { knownSecrets } from '../../client/runbook/known-secrets.ts';
import { createRedaction } from '../../client/runbook/redact.ts';
import type { StagePage } from '../../client/runbook/stage-page.ts';
import { openTranscript, type Transcript } from '../../client/runbook/transcript.ts';
import type { Stage } from '../../client/stage/stage.ts';
import type { Shell } from '../../runbooks/pages/shell.ts';
import type { Connected } from '../connect.ts';
import { openStageShell, type StageShellContext } from './open-stage-shell.ts';

/** A page that is walked, or run. */
export interface Session extends FoundPage, StagePage {
  readonly connected: Connected;
  readonly context: StageShellContext;
  readonly shell: Shell;
  /** What was printed so far, the newest last. */
  readonly outputs: string[];
  readonly transcript?: Transcript;
  /** What was said last of the alarm. */
  readonly told: { news?: string };
}

/** What makes a shell one in which a page's commands work on the stage. */
export function shellLine({ name, isEmbedded }: Stage): string {
  return isEmbedded ? 'eval "$(npx spillway env)"' : `export SPILLWAY_STAGE=${name}`;
}

/** @param transcript the file, where there is to be one */
export function openSession(
  opened: FoundPage & StagePage,
  connected: Connected,
  context: StageShellContext,
  transcript?: string,
): Session {
  const { stage } = connected;
  const session = {
    ...{ ...opened, connected, context, outputs: [], told: {} },
    shell: openStageShell(stage, context),
  };
  if (transcript === undefined) return session;
  const head = {
    ...{ alarm: opened.alarm, stage: stage.name, page: `runbooks/${opened.page.name}.md` },
    severity: String(opened.page.frontMatter.severity),
    ...{ operator: userInfo().username, shell: shellLine(stage) },
  };
  const redaction = createRedaction(stage.stack ? knownSecrets(stage.stack) : []);
  const ports = { redaction, now: context.now };
  return { ...session, transcript: openTranscript(transcript, head, ports) };
}

/** `reports/incidents/2026-11-26T10-01-30Z-dlq-not-empty.md` */
export function transcriptFile(
  { root, now }: Pick<StageShellContext, 'root' | 'now'>,
  alarm: string,
): string {
  const time = new Date(now())
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const file = join(root, 'reports', 'incidents', `${time}-${alarm}.md`);
  return relative(process.cwd(), file);
}
