import { useAccount, useMay } from '../frame/signed.ts'
import { Heading } from '../pieces/heading.tsx'
import { Section } from '../pieces/section.tsx'
import { fill, words } from '../words/words.ts'
import { DeleteWorkspace } from './delete.tsx'
import { Invitations } from './invitations.tsx'
import { Leave } from './leave.tsx'
import { Members } from './members.tsx'
import { RightsTable } from './rights-table.tsx'
import { WorkspaceSettings } from './workspace.tsx'

/** Who belongs to the workspace and as what, and the workspace itself. */
export function Team() {
  const may = useMay()
  const account = useAccount()
  const name = account?.workspace.name ?? ''
  return (
    <>
      <Heading title={words.team.title} />
      <p class="lead apart">{fill(words.team.text, { name })}</p>
      <Members />
      <details class="fold">
        <summary>{words.team.roles}</summary>
        <RightsTable />
      </details>
      {may('team:manage') && (
        <Section {...words.team.invitations}>
          <Invitations />
        </Section>
      )}
      <Section {...words.team.workspace}>
        <WorkspaceSettings />
      </Section>
      <Section {...words.team.leaving}>
        <Leave />
      </Section>
      {may('workspace:manage') && (
        <Section {...words.team.deletion}>
          <DeleteWorkspace />
        </Section>
      )}
    </>
  )
}
