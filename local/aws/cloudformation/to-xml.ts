export type XmlValue = string | Date | undefined | readonly XmlValue[] | XmlFields;
export interface XmlFields {
  readonly [name: string]: XmlValue;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** As the query protocol writes an answer: each of a list is a `member`, and what is undefined is left out. */
export function toXml(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.replace(/[&<>]/g, (one) => entities[one] ?? one);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => `<member>${toXml(one)}</member>`).join('');
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${toXml(each)}</${name}>`)
    .join('');
}
