import { BREAK_GLASS_REASON, type OpenQuestion, type Staff, type StaffMember, type StaffRole } from './web-staff.ts'

/** One request that someone makes, ready to be sent. */
export interface Ask {
  readonly kind: Kind
  readonly text: string
  /** Called with the status of the answer. */
  readonly answered?: (status: number) => void
}

type Wish = (who: StaffMember, of: Deck) => Ask | undefined

interface KindOfVisit {
  /** Its share in a hundred requests. */
  readonly share: number
  readonly group: 'lists and children' | 'measures' | 'writes'
  readonly roles: readonly StaffRole[]
  readonly ask: Wish
}

const times = (n: number, role: StaffRole): readonly StaffRole[] => Array<StaffRole>(n).fill(role)
const above = ['serviceManager', 'quality', 'director'] as const
/** Who asks, of twenty: mostly workers, then managers, who look more often than the others. */
const listRoles: readonly StaffRole[] = [...times(10, 'worker'), ...times(7, 'manager'), ...above]
const everyone: readonly StaffRole[] = [...times(10, 'worker'), ...times(6, 'manager'), ...above, 'analyst']

/** What staff ask for: 80 in a hundred lists and children, 15 measures, 5 something that is kept. */
export const kinds = {
  home: { share: 12, group: 'lists and children', roles: everyone, ask: (who) => get('home', who, '/') },
  list: { share: 20, group: 'lists and children', roles: listRoles, ask: (who) => get('list', who, '/worklist') },
  'list, narrowed': {
    share: 6,
    group: 'lists and children',
    roles: [...times(8, 'manager'), 'serviceManager', 'quality'],
    ask: (who) => get('list, narrowed', who, '/worklist?part=late&group=child'),
  },
  child: { share: 32, group: 'lists and children', roles: everyone, ask: (who, deck) => child('child', who, deck) },
  caseload: {
    share: 6,
    group: 'lists and children',
    roles: listRoles,
    ask: (who) => get('caseload', who, '/caseloads'),
  },
  search: { share: 4, group: 'lists and children', roles: everyone, ask: search },
  figures: {
    share: 4,
    group: 'measures',
    roles: ['manager', 'analyst', 'director'],
    ask: (who) => get('figures', who, '/figures'),
  },
  measure: {
    share: 8,
    group: 'measures',
    roles: ['manager', 'serviceManager', 'analyst', 'director'],
    ask: (who, deck) => get('measure', who, `/figures/${deck.pick(deck.staff.measures)}`),
  },
  'measure with its rows': {
    share: 3,
    group: 'measures',
    roles: ['manager', 'serviceManager', 'analyst', 'director'],
    ask: (who, deck) => get('measure with its rows', who, `/figures/${deck.pick(deck.staff.measures)}/rows`),
  },
  answer: {
    share: 3,
    group: 'writes',
    roles: ['manager', 'serviceManager', 'quality', 'director'],
    ask: answerQuestion,
  },
  'break glass': {
    share: 2,
    group: 'writes',
    roles: ['worker', 'manager', 'serviceManager', 'quality'],
    ask: openRecord,
  },
} as const satisfies Readonly<Record<string, KindOfVisit>>

export type Kind =
  | 'home'
  | 'list'
  | 'list, narrowed'
  | 'child'
  | 'caseload'
  | 'search'
  | 'figures'
  | 'measure'
  | 'measure with its rows'
  | 'answer'
  | 'break glass'

/** Deals requests, one after another, the same for the same seed. */
export class Deck {
  readonly staff: Staff
  readonly busy = new Set<OpenQuestion>()
  readonly #byRole: ReadonlyMap<StaffRole, readonly StaffMember[]>
  readonly #names: readonly Kind[]
  #state: number

  constructor(staff: Staff, only?: readonly Kind[], seed = 1) {
    this.staff = staff
    this.#byRole = Map.groupBy(staff.people, ({ role }) => role)
    const names = only ?? (Object.keys(kinds) as Kind[])
    this.#names = names.flatMap((name) => Array<Kind>(kinds[name].share).fill(name))
    this.#state = seed
  }

  /** From 0 up to 1, of a small generator of its own (mulberry32). */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  pick<T>(some: readonly T[]): T {
    return some[Math.floor(this.random() * some.length)]!
  }

  deal(): Ask {
    for (;;) {
      const kind: KindOfVisit = kinds[this.pick(this.#names)]
      const people = this.#byRole.get(this.pick(kind.roles))
      const ask = people && kind.ask(this.pick(people), this)
      if (ask !== undefined) return ask
    }
  }
}

function child(kind: Kind, who: StaffMember, deck: Deck): Ask | undefined {
  const one = deck.pick(who.children)
  return one && get(kind, who, `/children/${one[0]}`)
}

function search(who: StaffMember, deck: Deck): Ask | undefined {
  const one = deck.pick(who.children)
  if (one === undefined) return undefined
  const [, id, born] = one
  const asked = born !== null && deck.random() < 0.5 ? { dateOfBirth: born } : { child: id }
  return post('search', who, '/children', { child: '', dateOfBirth: '', ...asked })
}

/** Rewrites an answer: one at a time for each question, so that nobody is told that somebody else was quicker. */
function answerQuestion(who: StaffMember, deck: Deck): Ask | undefined {
  const free = deck.staff.questions.filter((one) => one.authority === who.authority && !deck.busy.has(one))
  const question = deck.pick(free)
  if (question === undefined) return undefined
  deck.busy.add(question)
  const answer = 'Vacancies in two teams: agency workers began in May, and visits are back to the usual number.'
  const ask = post('answer', who, `/narratives/${question.id}`, { answer, version: String(question.version) })
  const answered = (status: number) => {
    deck.busy.delete(question)
    if (status === 303) question.version++
  }
  return { ...ask, answered }
}

function openRecord(who: StaffMember, deck: Deck): Ask | undefined {
  const one = deck.pick(deck.pick(deck.staff.people).children)
  return one && post('break glass', who, '/break-glass', { child: one[1], reason: BREAK_GLASS_REASON })
}

/** As a browser asks: compressed, over a connection that is kept. */
function get(kind: Kind, who: StaffMember, path: string): Ask {
  return { kind, text: `GET ${path} HTTP/1.1\r\n${headers(who)}\r\n` }
}

function post(kind: Kind, who: StaffMember, path: string, form: Readonly<Record<string, string>>): Ask {
  const body = new URLSearchParams({ _csrf: who.csrf, ...form }).toString()
  const more = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\nSec-Fetch-Site: same-origin\r\n`
  return { kind, text: `POST ${path} HTTP/1.1\r\n${headers(who)}${more}\r\n${body}` }
}

function headers({ session }: StaffMember): string {
  return `Host: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br\r\nCookie: throughline-session=${session}\r\n`
}

/** One request of each kind for someone of a role, for looking at them one at a time. */
export function askOnce(kind: Kind, who: StaffMember, deck: Deck): Ask | undefined {
  return (kinds[kind] as KindOfVisit).ask(who, deck)
}
