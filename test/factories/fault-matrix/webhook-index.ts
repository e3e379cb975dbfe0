/** Every second webhook of a row that ends `half dead-lettered`. */
export function isEven(id: string): boolean {
  return indexOf(id) % 2 === 0;
}

export function indexOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('-') + 1));
}
