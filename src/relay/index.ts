import { parseCommand, usage } from './command-line'
import { readConfig } from './config'
import { describeError } from './log'
import { operate } from './operate'
import { serve } from './serve'

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2))
  if (command === null) {
    console.error(usage)
    return 1
  }
  const configured = readConfig(process.env)
  if (!configured.ok) {
    for (const fault of configured.faults) console.error(fault)
    return 1
  }
  const { config } = configured
  return command.name === 'serve' ? serve(config, command.tryOut) : operate(command, config)
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    // A RangeError here is about the configuration, and says in a sentence what to set.
    console.error(
      error instanceof RangeError ? error.message : `The relay cannot go on: ${describeError(error).what}`,
    )
    process.exit(1)
  },
)
