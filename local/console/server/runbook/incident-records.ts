import { readFileSync } from 'node:fs';
import { shellLine, transcriptFile } from '../../../../cli/runbook/session.ts';
import type { FoundPage } from '../../../../client/runbook/find-page.ts';
import { knownSecrets } from '../../../../client/runbook/known-secrets.ts';
import { createRedaction } from '../../../../client/runbook/redact.ts';
import { openTranscript, type Transcript } from '../../../../client/runbook/transcript.ts';
import type { Stage } from '../../../../client/stage/stage.ts';
import { userName } from '../../../../client/user-name.ts';

export interface RecordedPage extends Pick<FoundPage, 'alarm' | 'pageName'> {
  readonly severity: string;
}

interface Kept {
  readonly file: string;
  /** Of its last entry; milliseconds since 1970. */
  readonly at: number;
}

/** After such a pause it is another incident. */
const pauseMs = 4 * 3_600_000;

/**
 * What was run by a click, kept as `spillway runbook` keeps it: a file for each alarm, that this user alone may read,
 * without secrets. Each entry leaves it whole, however the console ends.
 */
export class IncidentRecords {
  readonly #root: string;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(root: string, now: () => number = Date.now) {
    this.#root = root;
    this.#now = now;
  }

  /** Its file; `undefined` before the first entry. @param alarm without the stage */
  find(alarm: string): string | undefined {
    const kept = this.#kept.get(alarm);
    return kept === undefined || this.#now() - kept.at > pauseMs ? undefined : kept.file;
  }

  /** @throws where the file is gone */
  read(file: string): string {
    return readFileSync(file, 'utf8');
  }

  /** Adds to the record of a page's alarm. @returns its file */
  write(
    { alarm, pageName, severity }: RecordedPage,
    stage: Stage,
    entries: (transcript: Transcript) => void,
  ): string {
    const now = this.#now;
    const known = this.find(alarm);
    const file = known ?? transcriptFile({ root: this.#root, now }, alarm);
    this.#kept.set(alarm, { file, at: now() });
    const head = {
      ...{ alarm, severity, stage: stage.name, page: `runbooks/${pageName}.md` },
      ...{ operator: userName(), shell: shellLine(stage) },
    };
    const redaction = createRedaction(stage.stack ? knownSecrets(stage.stack) : []);
    const isSameRun = known !== undefined;
    const transcript = openTranscript(file, head, { redaction, now, isSameRun });
    entries(transcript);
    transcript.end();
    return file;
  }
}
