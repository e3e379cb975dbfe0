/** How often each value occurred in one minute; undefined for a minute without data. */
export type Samples = readonly (readonly [count: number, value: number])[] | undefined;

const number = String.raw`-?\d+(?:\.\d+)?`;
const value = String.raw`(?:\d+\*)?${number}`;
const tokenPattern = new RegExp(
  String.raw`^(?<minute>_|${value}(?:&${value})*)(?:\+(?<step>${number}))?(?:x(?<times>\d+))?$`,
);

/**
 * Reads one series, a token for each stretch of minutes:
 *
 * | token | the minutes |
 * | --- | --- |
 * | `7` | one with the value 7 |
 * | `_` | one without data |
 * | `7x5`, `_x5` | five such |
 * | `0+10x5` | 0, 10, 20, 30, 40 |
 * | `(_x4 7)x3` | what is in brackets, three times |
 * | `99*5&1*800` | one in which 99 times 5 and once 800 was measured |
 *
 * @throws Error that quotes a token which is none of these
 */
export function parseSeries(text: string): readonly Samples[] {
  const unfolded = text.replace(/\(([^()]*)\)x(\d+)/g, (_, inner, times) =>
    Array(Number(times)).fill(inner).join(' '),
  );
  return unfolded.split(/\s+/).flatMap(readToken);
}

function readToken(token: string): readonly Samples[] {
  const { groups } = tokenPattern.exec(token) ?? {};
  if (groups === undefined) throw new Error(`"${token}" is not a stretch of a series`);
  const { minute = '', step = 0, times = 1 } = groups;
  return Array.from({ length: Number(times) }, (_, index) =>
    minute === '_' ? undefined : readMinute(minute, index * Number(step)),
  );
}

function readMinute(minute: string, raisedBy: number) {
  return minute.split('&').map((part) => {
    const [value, count = 1] = part.split('*').map(Number).toReversed();
    return [count, Number(value) + raisedBy] as const;
  });
}
