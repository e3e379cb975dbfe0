import type { AuditReport } from '../../../../../client/audit/read-audit.ts';
import { minuteText, zoned } from '../../parts/time-text.ts';
import { sumOf } from './verdict.ts';

/** Each part, so that anybody can add up. */
export function ConservationSum({ audit }: { readonly audit: AuditReport }) {
  const { accepted, until, isAtRest, verdict, band } = audit;
  return (
    <>
      <dl class="overview-sum">
        <Part name="accepted" count={accepted} before="" />
        {sumOf(audit).map(([name, count], index) => (
          <Part key={name} name={name} count={count} before={index === 0 ? '=' : '+'} />
        ))}
      </dl>
      <p class="quiet">
        Up to {zoned(minuteText(until))}, since the audit began.{' '}
        {verdict === 'balanced' && isAtRest && 'It adds up.'}
        {verdict === 'balanced' && !isAtRest && onTheWay(band)}
        {verdict !== 'balanced' && <a href="/alarms">It does not add up.</a>}
      </p>
    </>
  );
}

function onTheWay(band: number): string {
  return `While webhooks come, ${band.toLocaleString('en-US')} may seem to be missing: it adds up.`;
}

interface PartProps {
  readonly name: string;
  readonly count: number;
  readonly before: string;
}

function Part({ name, count, before }: PartProps) {
  return (
    <div>
      <dt>
        {before} {name}
      </dt>
      <dd>{count.toLocaleString('en-US')}</dd>
    </div>
  );
}
