import { startBrowser } from './operator'

/** What stands on the customer's desktop while it is shown: a page of text, since text is what support looks at. */
const PAGE = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>無線LANのつなぎ方</title>
<style>body{font:16px/1.7 'Noto Sans CJK JP',sans-serif;margin:2rem 3rem;background:#f4f8fb;color:#123}
table{border-collapse:collapse}td,th{border:1px solid #9ab;padding:.3rem .8rem}small{font-size:11px}</style>
<h1>無線LANのつなぎ方</h1><p>ルーターの底面にあるラベルで、ネットワーク名と暗号化キーをご確認ください。</p>
<table><tr><th>ランプ</th><th>状態</th><th>意味</th></tr><tr><td>電源</td><td>緑の点灯</td><td>電源が入っています</td></tr>
<tr><td>光回線</td><td>緑の点灯</td><td>回線がつながっています</td></tr><tr><td>警告</td><td>赤の点滅</td><td>再起動をお試しください</td></tr></table>
<p>1. 画面右下の扇形の印を押します。<br>2. ネットワーク名を選び、「接続」を押します。<br>3. 暗号化キーを入れて「次へ」を押します。</p>
<p><small>小さな文字の見本: 0123456789 ABCDEFGHIJKLM nopqrstuvwxyz あいうえお カキクケコ 漢字仮名交じり文。</small></p></html>`

/** @returns the undo */
export async function openDesktop(chromiumPath: string, display: string): Promise<() => Promise<void>> {
  const browser = await startBrowser(chromiumPath, { display })
  const page = await browser.newPage({ viewport: null })
  await page.setContent(PAGE)
  return () => browser.close()
}
