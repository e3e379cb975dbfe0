export function SendPage() {
  return <h1>Send</h1>;
}
