import type { ListedSecret } from '../../../../../client/secrets/list-secrets.ts';
import { formatSeconds } from '../../../../../client/terminal/format.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import '../../parts/card-table.css';

interface Props {
  readonly title: string;
  readonly secrets: readonly ListedSecret[];
  readonly isLinked?: boolean;
}

/** Slots and ages; no value is in the page. */
export function SecretTable({ title, secrets, isLinked = false }: Props) {
  if (secrets.length === 0) return null;
  return (
    <section class="panel card-table-box">
      <h2>{title}</h2>
      <table class="card-table">
        <ColumnHeads of={['Name', 'Sender', 'Slots', 'Age', 'State']} />
        <tbody>
          {secrets.map((secret) => (
            <Row key={secret.name} secret={secret} isLinked={isLinked} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly secret: ListedSecret;
  readonly isLinked: boolean;
}

function Row({ secret, isLinked }: RowProps) {
  const { name, sender, slots, ageSeconds, changedAt } = secret;
  const title = <span class="isolated">{printable(name)}</span>;
  return (
    <tr>
      <th scope="row">
        {isLinked ? <a href={`/sources/${encodeURIComponent(name)}`}>{title}</a> : title}
      </th>
      <td data-label="Sender">{sender ?? '–'}</td>
      <td class="mono" data-label="Slots">
        {slots.join(', ') || '–'}
      </td>
      <td data-label="Age" title={changedAt}>
        {ageSeconds === undefined ? '–' : formatSeconds(ageSeconds)}
      </td>
      <td>
        <State secret={secret} isSource={isLinked} />
      </td>
    </tr>
  );
}

const rotationTexts = {
  safe: ['processed', '✓', 'is safe to remove'],
  'in-use': ['warning', '▲', 'is in use'],
  'too-early': ['in-flight', '◐', 'unused, not for long enough'],
  'no-evidence': ['filtered', '⊘', 'nothing shows whether it is in use'],
} as const;

interface StateProps extends Pick<RowProps, 'secret'> {
  /** Only of a source's keys is it known which are used. */
  readonly isSource: boolean;
}

function State({ secret: { problem, rotations }, isSource }: StateProps) {
  if (problem !== undefined) return <span class="of-alarm">✕ {problem}</span>;
  if (!isSource) return <>–</>;
  if (rotations.length === 0) return <span class="quiet">no rotation under way</span>;
  return (
    <>
      {rotations.map(({ slot, state }) => {
        const [colour, sign, text] = rotationTexts[state];
        return (
          <span key={slot} class={`of-${colour}`}>
            {sign} {slot} {text}{' '}
          </span>
        );
      })}
    </>
  );
}
