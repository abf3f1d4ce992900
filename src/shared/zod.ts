import * as z from 'zod'

// zod compiles its parsers with `new Function` where it can. Every page here forbids that by its content security
// policy, and one try would already be reported as a violation. It decides when a schema is made, so this must run
// before any: that is why every schema takes its `z` from here.
z.config({ jitless: true })

export { z }
