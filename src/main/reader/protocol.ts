import { networkReadings, readings } from '../../shared/environment'
import { readItemId } from '../../shared/inventory'
import { pcCheckArea, pcCheckAreaId, pcCheckAreaIds } from '../../shared/pc-check'
import { z } from '../../shared/zod'
import type { MachineReadings } from '../machine/readers'

/** What no value exceeds; a longer one is cut by the reader process, and refused by main. */
export const VALUE_LIMIT = 400

const id = z.number().int().nonnegative()

/** Main -> reader process. */
export const readerRequest = z.discriminatedUnion('read', [
  z.strictObject({ id, read: z.literal('item'), item: readItemId }),
  z.strictObject({ id, read: z.literal('machine') }),
  z.strictObject({
    id,
    read: z.literal('pc-check'),
    areas: z.array(pcCheckAreaId).max(pcCheckAreaIds.length),
  }),
])
export type ReaderRequest = z.infer<typeof readerRequest>

const machineReadings: z.ZodType<MachineReadings> = readings
  .omit({ display: true, language: true, network: true })
  .extend({ proxy: networkReadings.shape.proxy })

/** How long it took. */
const ms = z.number().nonnegative()

/** Reader process -> main: the answer to one request. */
export const readerAnswer = z.discriminatedUnion('read', [
  z.strictObject({ id, read: z.literal('item'), value: z.string().max(VALUE_LIMIT).nullable(), ms }),
  z.strictObject({ id, read: z.literal('machine'), value: machineReadings, ms }),
  z.strictObject({
    id,
    read: z.literal('pc-check'),
    areas: z.array(pcCheckArea).max(pcCheckAreaIds.length),
    ms,
  }),
])
export type ReaderAnswer = z.infer<typeof readerAnswer>

/** Reader process -> main, unasked: a program that it started, so that main can end that with it. */
const pid = z.number().int().min(2)
export const readerNote = z.discriminatedUnion('note', [
  z.strictObject({ note: z.literal('started'), pid }),
  z.strictObject({ note: z.literal('ended'), pid }),
])
export type ReaderNote = z.infer<typeof readerNote>
