/** Stripe's no, in Stripe's shape: https://docs.stripe.com/api/errors. */
export type ErrorFields = { code?: string; param?: string };

export class StripeError extends Error {
  readonly status: number;
  readonly type: string;
  readonly fields: ErrorFields;
  /** Whether the request had begun to run, so that its idempotency key keeps this answer. */
  readonly executed: boolean;

  constructor(status: number, type: string, message: string, fields: ErrorFields = {}, executed = false) {
    super(message);
    this.status = status;
    this.type = type;
    this.fields = fields;
    this.executed = executed;
  }

  body(): unknown {
    const { code, param } = this.fields;
    return {
      error: {
        ...(code === undefined ? {} : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        ...{ message: this.message, ...(param === undefined ? {} : { param }), type: this.type },
      },
    };
  }
}

export const invalidRequest = (message: string, fields: ErrorFields = {}, executed = false): StripeError =>
  new StripeError(400, 'invalid_request_error', message, fields, executed);
export const missing = (what: string, id: string, param = 'id'): StripeError =>
  new StripeError(404, 'invalid_request_error', `No such ${what}: '${id}'`, { code: 'resource_missing', param });
export const required = (param: string): StripeError =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
