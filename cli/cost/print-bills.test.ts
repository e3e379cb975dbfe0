import { describe, expect, it } from 'vitest';
import { createBill } from '../../client/cost/bill.ts';
import { plannedUsage } from '../../client/cost/planned-usage.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { printBills } from './print-bills.ts';

function printed(names: readonly string[], isTTY = false): string {
  let text = '';
  const bill = createBill(plannedUsage(100), 100);
  const stages = names.map((stage) => ({ stage, basis: [`Of ${stage}.`], bill }));
  printBills(stages, createTerminal({ isTTY, write: (written) => (text += written) }));
  return text;
}

describe('the bill of a stage', () => {
  it('has a line and a bar for each part', () => {
    const text = printed(['prod']);
    expect(text).toContain('Stage prod\nOf prod.\n');
    expect(text).toMatch(/^API Gateway +3\.50 +0\.00 +3\.50 {2}█{30}$/m);
    expect(text).toMatch(/^WAF +0\.60 +6\.00 +0\.62 {2}█{5}$/m);
    expect(text).toMatch(
      /^prod at 100\/s, 262\.8 million webhooks a month: \$\d+\.\d\d a million/m,
    );
  });

  it('has those of several side by side, what goes by webhooks and by the month apart', () => {
    const text = printed(['dev', 'prod']);
    expect(text).toMatch(/^PART +dev: \$\/M +dev: \$\/MONTH +prod: \$\/M +prod: \$\/MONTH$/m);
    expect(text).toMatch(/^WAF +0\.60 +6\.00 +0\.60 +6\.00$/m);
    expect(text).toMatch(/^WAF +dev +0\.62 +█+\n +prod +0\.62 +█+$/m);
    expect(text.match(/ a month\.$/gm)).toHaveLength(2);
  });

  it('has colours on a terminal only', () => {
    expect(printed(['prod'])).not.toContain('\u001b[');
    expect(printed(['prod'], true)).toContain('\u001b[36m█');
  });
});
