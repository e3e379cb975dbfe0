/** What CloudWatch calls the states, in the order in which they need somebody. No data is never good news. */
const looks = {
  ALARM: { sign: '✕', word: 'ALARM', colour: 'alarm' },
  INSUFFICIENT_DATA: { sign: '⊘', word: 'no data', colour: 'filtered' },
  OK: { sign: '✓', word: 'OK', colour: 'processed' },
} as const;
const unknown = { sign: '–', word: 'not known', colour: 'filtered' } as const;
const order = Object.keys(looks);

export function alarmLook(state: string) {
  return isState(state) ? looks[state] : unknown;
}

/** Where those that need somebody come first. */
export function urgencyOf(state: string): number {
  return order.includes(state) ? order.indexOf(state) : order.length;
}

export function AlarmState({ state }: { readonly state: string }) {
  const { sign, word, colour } = alarmLook(state);
  return (
    <span class={`outcome of-${colour}`}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}

function isState(state: string): state is keyof typeof looks {
  return Object.hasOwn(looks, state);
}
