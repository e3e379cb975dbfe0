import type { FunctionStatus } from '../../../../../client/status/read-functions.ts';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import { WideTable } from '../../parts/wide-table.tsx';

export function FunctionTable({ functions }: { readonly functions: readonly FunctionStatus[] }) {
  return (
    <section class="panel">
      <h2>Functions, last 15 minutes</h2>
      <WideTable label="Functions">
        <ColumnHeads of={['Function', 'Invocations', 'Errors', 'Throttles']} />
        <tbody>
          {functions.map(({ name, invocations, errors, throttles }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{invocations.toLocaleString('en-US')}</td>
              <Count of={errors} />
              <Count of={throttles} />
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

/** What should be none. */
function Count({ of }: { readonly of: number }) {
  if (of === 0) return <td>0</td>;
  return (
    <td class="of-alarm">
      <span aria-hidden="true">✕</span> {of.toLocaleString('en-US')}
    </td>
  );
}
