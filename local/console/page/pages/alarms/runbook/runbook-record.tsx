import type { ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { IncidentRecord } from '../../../../server/endpoints/read-record.ts';
import { CallFailed } from '../../../parts/call-failed.tsx';
import { copyText } from '../../../parts/copy-text.ts';
import { call } from '../../../state/call.ts';

interface Props {
  readonly alarm: string;
  readonly file: ReadonlySignal<string | undefined>;
}

/** What was run by a click, for the record of the incident. */
export function RunbookRecord({ alarm, file }: Props) {
  const [record, show] = useState<IncidentRecord>();
  const [error, fail] = useState<Error>();
  const [said, say] = useState('');
  if (file.value === undefined) {
    return <p class="quiet">What you run here is kept in a file, for the incident record.</p>;
  }
  const read = () =>
    call<IncidentRecord>(`/api/runbooks/${encodeURIComponent(alarm)}/record`).then(show, fail);
  return (
    <section aria-label="Record">
      <p class="isolated">
        What was run here is kept in <span class="mono">{file.value}</span>, without secrets.
      </p>
      <div class="row">
        <button type="button" onClick={read}>
          {record === undefined ? 'Show the record' : 'Show it again'}
        </button>
        {record && (
          <button type="button" onClick={() => copyText(record.text).then(say)}>
            Copy the record
          </button>
        )}
        <span role="status">{said}</span>
      </div>
      {record && (
        <textarea
          class="mono runbook-output"
          readOnly
          spellcheck={false}
          rows={18}
          aria-label="The record"
          value={record.text}
        />
      )}
      {error && <CallFailed error={error} />}
    </section>
  );
}
