interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly isNeeded?: boolean;
  readonly onInput: (value: string) => void;
}

/** A whole number, or nothing where that means something. */
export function NumberField({ label, hint, value, isNeeded = false, onInput }: Props) {
  return (
    <label>
      {label}
      <input
        type="number"
        min="1"
        step="1"
        value={value}
        required={isNeeded}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <span class="quiet">{hint}</span>
    </label>
  );
}
