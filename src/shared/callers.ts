/** Who called whom, as the customer says: only a customer who called the number on the contract goes on. */
export const callers = ['customer', 'operator', 'popup'] as const
export type Caller = (typeof callers)[number]
