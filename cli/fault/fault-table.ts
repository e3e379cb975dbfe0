import { faultNames, kindOf } from '../../client/faults/catalogue.ts';
import { formatTable } from '../../client/terminal/format.ts';

/** Every fault with its sentence and what can be chosen. */
export function faultTable(): readonly string[] {
  const rows = faultNames.map((name) => {
    const { does, seconds, status } = kindOf(name);
    const choices = [
      ...(seconds === undefined ? [] : [`--seconds ${seconds}`]),
      ...(status === undefined ? [] : [`--status ${status}`]),
    ];
    return [name, choices.join(' '), does];
  });
  return formatTable(['FAULT', 'UNLESS GIVEN', 'WHAT IT DOES'], rows);
}
