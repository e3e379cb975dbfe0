export interface ReplayCommandLine {
  readonly stage: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly type?: readonly string[];
  readonly toDestination?: readonly string[];
  readonly rate: number;
  readonly run: string;
}

/** The command line that goes on with a run: what the run sent already is not delivered again. */
export function goOnCommand(line: ReplayCommandLine): string {
  const options = [
    ['--stage', line.stage],
    ['--source', line.source],
    ['--from', line.from],
    ['--to', line.to],
    ...(line.type ?? []).map((type) => ['--type', type]),
    ...(line.toDestination ?? []).map((name) => ['--to-destination', name]),
    ['--rate', String(line.rate)],
    ['--run', line.run],
  ];
  return [
    'npx spillway replay',
    ...options.map(([name, value = '']) => `${name} ${quote(value)}`),
  ].join(' ');
}

function quote(value: string): string {
  return /^[\w:./@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
