/** Per cent of the usual size, smallest first. Apart from the schema: the page that offers them needs no zod. */
export const textSizes = [100, 125, 150, 200] as const
