import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../shared/errors'
import { deskAt } from '../../shared/hours'
import { type Language, languageOf, languages } from '../../shared/languages'
import type { Profile } from '../../shared/profile'
import { translator } from '../../shared/texts'
import { z } from '../../shared/zod'
import { sendRefusal } from '../refusals'
import type { Services } from '../services'
import { createAssets } from './assets'
import { chosen } from './choice'
import { createPageDocuments } from './documents'
import { downloadPage, type Problem } from './download-page'
import { isHoliday } from './holidays'
import type { Shelf } from './shelf'
import { carriesSignature } from './signature'
import { startPage } from './start-page'
import type { PageView } from './view'
import { hintNames, visitorOf } from './visitor'

const everyone = { config: { public: true } } as const
const assetParams = z.object({ name: z.string().max(80) })

/** What is no such thing counts as left out: a link that was typed off a letter still leads to the page. */
const query = z.object({
  lang: z.enum(languages).optional().catch(undefined),
  profile: z.string().max(40).optional().catch(undefined),
  for: z.unknown().optional(),
})

/** No script at all, and nothing from anywhere else. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';')
const assetPolicy = "default-src 'none';frame-ancestors 'none'"

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': pagePolicy,
  'cache-control': 'no-cache',
  'accept-ch': hintNames.join(', '),
  // The very first page must be right already: Chromium asks again with the hints.
  'critical-ch': hintNames.join(', '),
  vary: ['Accept-Language', 'User-Agent', ...hintNames].join(', '),
}

/** `/download`, `/download/start` and what they load. */
export function addPages(app: FastifyInstance, services: Services, shelf: Shelf): void {
  const { clock, config, log, profiles } = services
  const assets = createAssets()
  const documentsIn = createPageDocuments(config.documents, log)

  const profileOf = (asked: string | undefined): { profile: Profile; named: string | null } => {
    const named = asked === undefined || asked === 'default' ? null : profiles.find(asked)
    if (named !== null) return { profile: named, named: named.id }
    const own = profiles.find(config.profile)
    if (own === null) throw new Error('the relay has lost its own profile')
    return { profile: own, named: null }
  }

  const viewOf = async (request: FastifyRequest): Promise<PageView> => {
    const asked = query.parse(request.query)
    const language = asked.lang ?? languageAsked(request.headers['accept-language'])
    const { profile, named } = profileOf(asked.profile)
    return {
      language,
      t: translator(language),
      profile,
      named,
      desk: deskAt(profile.hours, clock(), isHoliday),
      offers: await shelf.offers(),
      visitor: visitorOf(request.headers),
      documents: await documentsIn(language),
      assets,
    }
  }

  const again = (reply: FastifyReply, view: PageView, problem: Problem) =>
    reply
      .code(problem === 'gone' ? 404 : 400)
      .headers(pageHeaders)
      .send(downloadPage(view, problem))

  app.get('/download', everyone, async (request, reply) =>
    reply.headers(pageHeaders).send(downloadPage(await viewOf(request), null)),
  )

  app.get('/download/start', everyone, async (request, reply) => {
    const view = await viewOf(request)
    const { for: wanted } = query.parse(request.query)
    if (wanted === undefined) return again(reply, view, 'choose')
    const offer = view.documents === null ? null : chosen(view.offers, wanted)
    if (offer === null) return again(reply, view, 'gone')
    const found = await shelf.artefact(offer.channel, offer.file)
    // It went between the two looks.
    if (found === null) return again(reply, view, 'gone')
    try {
      const signed = await carriesSignature(found.file.handle)
      return reply.headers(pageHeaders).send(startPage(view, found.offer, signed))
    } finally {
      await found.file.handle.close()
    }
  })

  app.get('/download/assets/:name', everyone, async (request, reply) => {
    const asset = assets.find(assetParams.safeParse(request.params).data?.name ?? '')
    if (asset === null) return sendRefusal(reply, refuse('message-unknown'))
    return reply
      .headers({
        'content-security-policy': assetPolicy,
        'cache-control': 'public, max-age=31536000, immutable',
      })
      .type(asset.type)
      .send(asset.body)
  })
}

/** The one of our languages that is wanted most; Japanese where both are wanted alike, or nothing is said. */
export function languageAsked(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.split(';').map((piece) => piece.trim())
      const weight = more.find((piece) => /^q=/i.test(piece))?.slice(2)
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const ours = wanted.filter(({ tag }) => /^(ja|en)\b/.test(tag))
  const [best] = ours.length > 0 ? ours : wanted
  const alike = ours.some(({ tag, weight }) => weight === best?.weight && tag.startsWith('ja'))
  return alike || best === undefined ? 'ja' : languageOf(best.tag)
}
