import { drawing } from './art.ts'
import { type Html, html } from './html.ts'
import { accent, headOf, type Site, tag } from './layout.ts'

/** A short page that reads from right to left: delivery and returns in Arabic. */
export function arabic(site: Site): Html {
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
${headOf('التوصيل والإرجاع', 'مدة التوصيل وتكلفته وطريقة إرجاع المنتجات')}
</head>
<body>
<a class="skip" href="#content">انتقل إلى المحتوى</a>
<header class="top">
<a class="brand" href="/ar">${drawing('logo')}<span dir="ltr">Fennel <i>&amp;</i> Fjord</span></a>
<nav aria-label="القائمة الرئيسية"><ul>
<li><a href="#delivery">التوصيل</a></li><li><a href="#returns">الإرجاع</a></li><li><a href="#contact">اتصل بنا</a></li>
</ul></nav>
<div class="tools"><a href="/en" hreflang="en" lang="en">English</a><a href="/de" hreflang="de" lang="de">Deutsch</a></div>
</header>
<main id="content" tabindex="-1"><div class="narrow"><article>
<h1>التوصيل والإرجاع</h1>
<p class="lead">نصنع ملابس ومنسوجات منزلية من الصوف والكتان والجلد، ونرسل كل الطلبات من مستودعنا في مدينة كيل بألمانيا.</p>
<h2 id="delivery">التوصيل</h2>
<p>الطلبات التي تصلنا قبل الساعة <bdi>13:00</bdi> في أيام العمل تُرسَل في اليوم نفسه.</p>
<div class="table" role="group" tabindex="0" aria-label="تكلفة التوصيل ومدته"><table>
<thead><tr><th scope="col">البلد</th><th scope="col">التكلفة</th><th scope="col">مجاني ابتداءً من</th><th scope="col">أيام العمل</th></tr></thead>
<tbody>
<tr><th scope="row">ألمانيا</th><td><bdi>4.90 €</bdi></td><td><bdi>80 €</bdi></td><td>من يوم إلى يومين</td></tr>
<tr><th scope="row">النمسا وهولندا والدنمارك</th><td><bdi>8.90 €</bdi></td><td><bdi>150 €</bdi></td><td>من يومين إلى أربعة أيام</td></tr>
<tr><th scope="row">فرنسا والسويد</th><td><bdi>11.90 €</bdi></td><td><bdi>200 €</bdi></td><td>من ثلاثة إلى خمسة أيام</td></tr>
</tbody></table></div>
<p>لا نوصل حاليًا إلى بلدان خارج أوروبا. ويمكنك استلام طلبك مجانًا من متاجرنا في هامبورغ وبرلين وكولونيا وكيل.</p>
<h2 id="returns">الإرجاع والاستبدال</h2>
<ul>
<li>يمكنك إرجاع أي منتج خلال <strong>30 يومًا</strong> من استلامه دون ذكر السبب.</li>
<li>لديك <strong>60 يومًا</strong> لاستبدال المنتج بمقاس آخر أو لون آخر.</li>
<li>الإرجاع مجاني من ألمانيا والنمسا، ويكلف <bdi>6.90 €</bdi> من بقية بلدان الاتحاد الأوروبي.</li>
<li>نعيد المبلغ خلال خمسة أيام عمل من وصول الطرد إلينا.</li>
</ul>
<p>لا يمكن إرجاع الأحزمة والحقائب التي نُقشت عليها أحرف بطلب منك، ولا البنطلونات التي قصّرناها لك.</p>
<h2 id="contact">اتصل بنا</h2>
<p>راسلنا بالإنجليزية أو الألمانية على العنوان <a href="mailto:hello@fennelandfjord.example"><bdi>hello@fennelandfjord.example</bdi></a>، ونجيب خلال يوم عمل واحد.</p>
</article></div></main>
<footer class="foot"><p class="fine"><span>هذا المتجر خيالي، وُضع لتجربة مساعد للمحادثة، ولا يمكن شراء شيء منه.</span> <a href="/try" hreflang="en">تجربة المحادثة</a></p></footer>
${tag(site, { accent, side: 'left' })}
</body>
</html>`
}
