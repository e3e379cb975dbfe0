/** `DlqNotEmpty` → `dlq-not-empty`, `Api5xx` → `api-5xx`: the last part of an alarm's name, and its page's name. */
export function alarmSlug(id: string): string {
  return id.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])/g, '-').toLowerCase();
}
