/** Commands that change nothing. What is not here must stand in a block tagged `danger`. */
const looks = [
  /^export SPILLWAY_STAGE=/,
  /^eval "\$\(npx spillway env\)"$/,
  /^npx spillway (?:trace|status|versions|deployments|alarms(?! test))\b/,
  /^npx spillway audit\b(?! write-off)/,
  /^npx spillway dlq (?:summary|list|show)\b/,
  /^npx spillway dlq redrive --dry-run\b/,
  /^npx spillway secrets list\b/,
  /^npx spillway reconcile status\b/,
  /^npx spillway deliveries (?:list|show|missing)\b/,
  /^npx spillway maintenance$/,
  /^npx spillway fault$/,
  /^npx spillway logs --function /,
  /^aws [a-z-]+ (?:list|describe|get|filter|lookup)-[a-z-]+(?: |$)/,
];

/** Whether a page's command changes nothing. */
export function onlyLooks(command: string): boolean {
  return (
    looks.some((look) => look.test(command)) &&
    !/[;|&>]|\$\((?!expr|date)/.test(withoutQuoted(command))
  );
}

function withoutQuoted(command: string): string {
  return command.replace(/'[^']*'/g, "''").replace(/^eval "[^"]*"$/, '');
}
