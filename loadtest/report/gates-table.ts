import { escapeHtml } from './escape.ts';
import { formatGate } from './format.ts';
import type { Report } from './json.ts';

type Gate = Report['gates'][number];

const kinds: Readonly<Record<Gate['kind'], string>> = {
  conservation: 'Conservation: decides in every run',
  service:
    'Service: decides in a valid run; wrong refusals, dead letters and late alarms in every one',
  validity: 'Validity: otherwise the run is invalid, not failed',
};

export function renderGates(gates: readonly Gate[]): string {
  const rows = Object.entries(kinds).map(([kind, title]) => {
    const own = gates.filter((gate) => gate.kind === kind);
    return `<tr class="kind"><td colspan="4">${title}</td></tr>${own.map(renderGate).join('')}`;
  });
  return `<div class="card table"><table><thead><tr><th colspan="2"></th><th>measured</th><th>allowed</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function renderGate(gate: Gate): string {
  const { measured, allowed } = formatGate(gate);
  const failure = gate.kind === 'validity' ? 'invalid' : 'failed';
  return `<tr class="${gate.passed ? 'passed-row' : failure}"><td class="mark ${gate.passed ? 'passed' : failure}">${gate.passed ? '✓' : '✗'}</td><td class="text">${escapeHtml(gate.title)}</td><td class="measured">${measured}</td><td class="muted">${allowed}</td></tr>`;
}
