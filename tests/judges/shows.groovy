// Run by OmegaT with a project open: prints what its glossaries hold, and the matches of each segment.
import org.omegat.core.Core
import org.omegat.core.events.IStopped
import org.omegat.core.statistics.FindMatches
import org.omegat.gui.glossary.GlossaryReaderTBX
import org.omegat.gui.glossary.GlossaryReaderTSV

if (eventType.toString() != "COMPILE") return
def project = Core.getProject()
def never = { false } as IStopped
def flat = { text -> (text ?: "").replaceAll(/\s+/, " ") }
new File(project.getProjectProperties().getGlossaryRoot()).listFiles().sort().each { file ->
    def reader = file.name.endsWith(".tbx") ? GlossaryReaderTBX : GlossaryReaderTSV
    reader.read(file, false).each { println "TERM\t${flat(it.srcText)}\t${flat(it.locText)}\t${flat(it.commentText)}" }
}
project.getAllEntries().each { entry ->
    println "SEGMENT\t${flat(entry.getSrcText())}"
    new FindMatches(project.getSourceTokenizer(), 3, true, false).search(
        project, entry.getSrcText(), true, false, never
    ).each { println "MATCH\t${it.scores[0].score}\t${flat(it.translation)}" }
}
