// Makes a program of the README's quick start, so that what strangers copy is what was compiled.
def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
def block = (readme =~ /(?s)<!-- quick start -->\s*```java\n(.*?)```/)
assert block.find() : 'README.md has no block marked <!-- quick start -->'
def lines = block.group(1).readLines()
assert lines.count { !it.isBlank() } <= 10 : "the quick start has more than ten lines: ${lines.size()}"
def imports = lines.findAll { it.startsWith('import ') }
def body = lines.findAll { !it.startsWith('import ') }
def source = new File(basedir, 'src/main/java/QuickStart.java')
source.parentFile.mkdirs()
source.setText("""${imports.join('\n')}

public class QuickStart {
  public static void main(String[] args) {
${body.collect { '    ' + it }.join('\n')}
  }
}
""", 'UTF-8')
return true
