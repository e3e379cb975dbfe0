import { CommandError } from '../../../../client/command-error.ts';
import { findPage } from '../../../../client/runbook/find-page.ts';
import { readPageNames } from '../../../../runbooks/pages/read-page-names.ts';
import type { Endpoint } from '../endpoint.ts';

/** What was run by a click for an alarm. */
export interface IncidentRecord {
  /** From where the console was started. */
  readonly file: string;
  /** Markdown. */
  readonly text: string;
}

export const readRecord: Endpoint = {
  method: 'GET',
  path: '/api/runbooks/{alarm}/record',
  async answer({ params: { alarm = '' } }, { records, stage, lines }): Promise<IncidentRecord> {
    const found = findPage(alarm, readPageNames(), { stage: stage.name, lines });
    const file = records.find(found.alarm);
    if (file === undefined) throw new CommandError('Nothing of this page was run by a click yet.');
    return { file, text: records.read(file) };
  },
};
