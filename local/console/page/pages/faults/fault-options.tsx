import type { FaultOrder } from '../../../../../client/faults/fault.ts';
import type { KnownFault } from '../../../server/endpoints/list-faults.ts';
import { Choice } from '../../parts/choice.tsx';

const times = [
  ['', 'until it is switched off'],
  ['30', '30 s'],
  ['60', '1 min'],
  ['300', '5 min'],
  ['900', '15 min'],
] as const;

/** As somebody types it. */
export type Typed = Readonly<Partial<Record<keyof FaultOrder, string>>>;

interface Props {
  readonly fault: KnownFault;
  readonly destinations: readonly string[];
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}

/** What of a fault can be chosen; what is left out has its default. */
export function FaultOptions({ fault, destinations, typed, onType }: Props) {
  const set = (field: keyof FaultOrder) => (value: string) => onType({ ...typed, [field]: value });
  return (
    <details>
      <summary>
        Options <span class="hidden-text">of {fault.name}</span>
      </summary>
      <div class="row">
        {fault.place === 'destination' && (
          <Choice
            label="Destination"
            options={[['', 'all'], ...destinations.map((one) => [one, one] as const)]}
            value={typed.destination}
            onChoose={set('destination')}
          />
        )}
        {fault.seconds !== undefined && (
          <Numeral
            label="Seconds"
            unless={fault.seconds}
            value={typed.seconds}
            onType={set('seconds')}
          />
        )}
        {fault.status !== undefined && (
          <Numeral
            label="Status"
            unless={fault.status}
            value={typed.status}
            onType={set('status')}
          />
        )}
        <Numeral label="Share, 0 to 1" unless={1} value={typed.share} onType={set('share')} />
        <Choice
          label="For how long"
          options={times}
          value={typed.forSeconds}
          onChoose={set('forSeconds')}
        />
      </div>
    </details>
  );
}

interface NumeralProps {
  readonly label: string;
  readonly unless: number;
  readonly value: string | undefined;
  readonly onType: (value: string) => void;
}

function Numeral({ label, unless, value = '', onType }: NumeralProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="number"
        step="any"
        placeholder={String(unless)}
        value={value}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
      />
    </label>
  );
}
