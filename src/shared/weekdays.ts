/** Apart from the profile's schema: a page that only shows hours needs no zod. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
