const z99 = 2.575_829_303_5;

/**
 * Within how many standard errors Student's distribution lies with a probability of 99 %: by Fisher's expansion around
 * the normal one, right to 0.3 % from 8 degrees of freedom on (Abramowitz and Stegun 26.7.5).
 */
export function studentT99(freedom: number): number {
  const z = z99;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), z);
}
