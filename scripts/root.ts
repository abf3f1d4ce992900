import { dirname, resolve } from 'node:path'

/** The folder of the clone. */
export const ROOT = dirname(import.meta.dirname)

/** A file as the person named it: npm runs scripts in the folder of the clone, and a name is meant from where they stand. */
export const named = (file: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), file)
