import type { TextWidget } from '../../../../../client/dashboards/widget.ts';
import { Markdown } from '../../parts/markdown.tsx';
import { session } from '../../state/session.ts';

export function TextBox({ widget }: { readonly widget: TextWidget }) {
  const stage = session.value?.stage ?? '';
  return <Markdown text={widget.markdown} linkTo={(target) => withinConsole(target, stage)} />;
}

/** What leads to CloudWatch's console or to a runbook leads to the page here that shows the same. */
function withinConsole(target: string, stage: string): string | undefined {
  const dashboard = new RegExp(
    `#dashboards(?:\\/dashboard\\/|:name=)spillway-${stage}-([\\w-]+)$`,
  ).exec(target);
  if (dashboard) return `/dashboards/${dashboard[1]}`;
  const runbook = /\/runbooks\/([\w-]+)\.md$/.exec(target);
  return runbook ? `/alarms/${runbook[1]}` : undefined;
}
