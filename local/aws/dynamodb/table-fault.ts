/** An error that the DynamoDB API answers with. */
export class TableFault extends Error {
  readonly code: string;
  readonly fields: object;

  constructor(code: string, message: string, fields: object = {}) {
    super(message);
    this.name = 'TableFault';
    this.code = code;
    this.fields = fields;
  }
}
