<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="zh_CN">
<context>
<name>ActionBoard</name>
<message><source>Show the keyboard pointer first (J).</source><translation>请先显示键盘指针（J）。</translation></message>
</context>
<context>
<name>AgreementPage</name>
<message><source>Abnormal or not</source><translation>异常与否</translation></message>
<message><source>Agreement figures</source><translation>一致性指标</translation></message>
<message><source>Agreement of the readers</source><translation>阅片者间一致性</translation></message>
<message><source>Agreement on lesions</source><translation>病灶一致性</translation></message>
<message><source>Agreement with 95 % interval</source><translation>一致性及 95 % 区间</translation></message>
<message><source>All four answers</source><translation>全部四种结论</translation></message>
<message><source>Arthritis</source><translation>退行性变/关节炎</translation></message>
<message><source>Between</source><translation>比较双方</translation></message>
<message><source>Confusion between readers</source><translation>阅片者间混淆矩阵</translation></message>
<message><source>Dice coefficient</source><translation>Dice 系数</translation></message>
<message><source>Dice of matched lesions</source><translation>匹配病灶的 Dice</translation></message>
<message><source>Figure</source><translation>指标</translation></message>
<message><source>From</source><translation>下限</translation></message>
<message><source>Intervals are 95 %, drawn by patient.</source><translation>区间为 95 %，按患者抽样。</translation></message>
<message><source>Kappa</source><translation>Kappa</translation></message>
<message><source>Lesions</source><translation>病灶</translation></message>
<message><source>Mean pairwise kappa of views: {kappa:.2f}.</source><translation>图像两两 Kappa 均值：{kappa:.2f}。</translation></message>
<message><source>Metastasis</source><translation>骨转移</translation></message>
<message><source>Only studies that all planned readers have sealed are counted.</source><translation>仅统计所有计划阅片者均已封存的检查。</translation></message>
<message><source>Readers who marked a place</source><translation>标记同一部位的阅片者数</translation></message>
<message><source>Reading the sealed readings…</source><translation>正在读取已封存的阅片结果…</translation></message>
<message><source>Rests on</source><translation>依据</translation></message>
<message><source>Studies</source><translation>检查</translation></message>
<message><source>This chooses among the kappas. The confusion is of views and all answers; marks are matched whatever the answer.</source><translation>此处选择 Kappa 的种类。混淆矩阵按图像和全部结论统计；标记的匹配与结论无关。</translation></message>
<message><source>To</source><translation>上限</translation></message>
<message><source>Value</source><translation>数值</translation></message>
<message><source>Views</source><translation>图像</translation></message>
<message><source>What is compared</source><translation>比较对象</translation></message>
<message><source>Which answers</source><translation>比较哪些结论</translation></message>
<message><source>pairs of marks</source><translation>标记对数</translation></message>
<message><source>places</source><translation>部位</translation></message>
<message><source>readers</source><translation>阅片者</translation></message>
<message><source>value</source><translation>值</translation></message>
<message><source>{count} readings are assisted by a network; they are not counted here. Their own mean pairwise kappa: {kappa}.</source><translation>{count} 份阅片由网络辅助，此处不计入。其自身的平均两两 kappa：{kappa}。</translation></message>
<message><source>{count} readings were reopened after others could be seen; they are left out.</source><translation>{count} 份阅片结果在他人结果可见后被重新打开，未纳入统计。</translation></message>
<message><source>{count} studies, readers {names}.</source><translation>{count} 例检查，阅片者 {names}。</translation></message>
<message><source>{done} of {total} studies</source><translation>{done}/{total} 例检查</translation></message>
</context>
<context>
<name>Assistance</name>
<message><source>Assisted reading: {count} marks are the network's. Change them, delete them, draw what is missing.</source><translation>辅助阅片：{count} 个标记来自网络。请修改、删除，并补画遗漏之处。</translation></message>
<message><source>This dataset wants assisted readings, and no lesion network is there. Nothing is filled in.</source><translation>本数据集要求辅助阅片，但没有病灶网络。未填入任何标记。</translation></message>
<message><source>This scan is unlike what the network learned: it marks nothing here. Your reading is your own.</source><translation>此扫描与网络所学不同：网络未作任何标记。本次阅片完全由您作出。</translation></message>
</context>
<context>
<name>AuditQuestion</name>
<message><source>A damaged audit</source><translation>审计已损坏</translation></message>
<message><source>{problem}

Your label files are not touched; the first {acts} acts of the audit are whole. While the audit is damaged nothing can be saved.

Set the damaged audit aside as evidence and begin a new one that names it? Seals that the whole part proves are carried over; other sealed readings become drafts, to be looked through and sealed again. dspic verify will say so: tell the study lead.</source><translation>{problem}

您的标签文件未受影响；审计的前 {acts} 次操作完整。审计损坏期间不能保存任何内容。

将损坏的审计作为证据搁置，并开始指向它的新审计吗？完整部分所证明的封存将予沿用；其他已封存的阅片结果变为草稿，须查看后重新封存。dspic verify 会报告此事：请告知研究负责人。</translation></message>
</context>
<context>
<name>Banner</name>
<message><source>A</source><translation>退</translation></message>
<message><source>Compare and choose…</source><translation>比较并选择…</translation></message>
<message><source>Key of the study: {key}</source><translation>检查编码：{key}</translation></message>
<message><source>M</source><translation>转</translation></message>
<message><source>N</source><translation>正</translation></message>
<message><source>NOT SAVED</source><translation>未保存</translation></message>
<message><source>No study is open. Choose one from the list (Enter), or Shift+D for the next to be read.</source><translation>未打开检查。请从列表中选择（Enter），或按 Shift+D 打开下一例待读检查。</translation></message>
<message><source>Reading</source><translation>阅片</translation></message>
<message><source>Research use only. Not for diagnosis.</source><translation>仅供研究使用，不得用于诊断。</translation></message>
<message><source>SEALED</source><translation>已封存</translation></message>
<message><source>Save a copy elsewhere…</source><translation>另存副本…</translation></message>
<message><source>Study lead</source><translation>研究负责人</translation></message>
<message><source>The file's dates contradict each other: it dates the study {date}. The day of the acquisition is shown.</source><translation>文件中的日期相互矛盾：检查日期写作 {date}。此处显示采集日期。</translation></message>
<message><source>Try again</source><translation>重试</translation></message>
<message><source>arthritic</source><translation>关节炎</translation></message>
<message><source>assisted by a network</source><translation>网络辅助</translation></message>
<message><source>draft</source><translation>草稿</translation></message>
<message><source>guest</source><translation>访客</translation></message>
<message><source>metastatic</source><translation>转移</translation></message>
<message><source>metastatic &amp; arthritic</source><translation>转移并关节炎</translation></message>
<message><source>normal</source><translation>正常</translation></message>
<message><source>nothing marked</source><translation>未标记</translation></message>
<message><source>open</source><translation>未定</translation></message>
<message><source>opening {study}…</source><translation>正在打开{study}…</translation></message>
<message><source>prior (T)</source><translation>既往 (T)</translation></message>
<message><source>prior {date} (T)</source><translation>既往 {date}（T）</translation></message>
<message><source>{age} y</source><translation>{age} 岁</translation></message>
<message><source>{moment} ({minutes} min after injection)</source><translation>{moment}（注射后 {minutes} 分钟）</translation></message>
</context>
<context>
<name>BurdenPage</name>
<message><source>&amp;Copy picture</source><translation>复制图片(&amp;C)</translation></message>
<message><source>1 has no answer from this source that you may see yet.</source><translation>其中 1 项尚无您可查看的该来源答案。</translation></message>
<message><source>Bone scan index</source><translation>骨显像指数</translation></message>
<message><source>Bone scan index, {studies}, by {source}</source><translation>骨显像指数，{studies}，依据{source}</translation></message>
<message><source>Folder of a lesion model</source><translation>病灶模型文件夹</translation></message>
<message><source>Index by bone and study</source><translation>各骨各次检查的指数</translation></message>
<message><source>Lesion m&amp;odel…</source><translation>病灶模型(&amp;O)…</translation></message>
<message><source>No metastases in any of them.</source><translation>各次均无骨转移。</translation></message>
<message><source>No study is open. Open one; its patient's trend is shown here.</source><translation>未打开检查。请打开一例，此处将显示该患者的变化趋势。</translation></message>
<message><source>Patient {patient}, 1 study.</source><translation>患者 {patient}，1 项检查。</translation></message>
<message><source>Patient {patient}, {count} studies.</source><translation>患者 {patient}，{count} 例检查。</translation></message>
<message><source>Patient {patient}.</source><translation>患者 {patient}。</translation></message>
<message><source>Pictures (*.png *.pdf *.svg)</source><translation>图片 (*.png *.pdf *.svg)</translation></message>
<message><source>Save &amp;picture…</source><translation>保存图片(&amp;P)…</translation></message>
<message><source>Save &amp;table…</source><translation>保存表格(&amp;T)…</translation></message>
<message><source>Save picture</source><translation>保存图片</translation></message>
<message><source>Save table</source><translation>保存表格</translation></message>
<message><source>Saved: {name}</source><translation>已保存：{name}</translation></message>
<message><source>Table of weights</source><translation>权重表</translation></message>
<message><source>Tables (*.csv)</source><translation>表格 (*.csv)</translation></message>
<message><source>The index is being computed…</source><translation>正在计算指数…</translation></message>
<message><source>The picture is in the clipboard.</source><translation>图片已复制到剪贴板。</translation></message>
<message><source>Whose metastases</source><translation>骨转移标记来源</translation></message>
<message><source>{count} have no answer from this source that you may see yet.</source><translation>{count} 例检查尚无您可查看的该来源结论。</translation></message>
<message><source>{count} studies</source><translation>{count} 项检查</translation></message>
<message><source>{done} of {total} studies</source><translation>{done}/{total} 例检查</translation></message>
</context>
<context>
<name>Canvas</name>
<message><source>Select one mark that is not locked, and point at its outline with the right button.</source><translation>请选择一个未锁定的标记，并用右键点击其轮廓。</translation></message>
</context>
<context>
<name>CanvasLabels</name>
<message><source>0–{0} counts ({1} %)</source><translation>0–{0} 计数（{1} %）</translation></message>
<message><source>ANTERIOR</source><translation>前位</translation></message>
<message><source>INTERPOLATED</source><translation>已插值</translation></message>
<message><source>KEYBOARD POINTER</source><translation>键盘指针</translation></message>
<message><source>L</source><translation>左</translation></message>
<message><source>MARKS HIDDEN</source><translation>标记已隐藏</translation></message>
<message><source>MIRRORED</source><translation>已镜像</translation></message>
<message><source>No anterior view</source><translation>无前位图像</translation></message>
<message><source>No posterior view</source><translation>无后位图像</translation></message>
<message><source>POSTERIOR</source><translation>后位</translation></message>
<message><source>R</source><translation>右</translation></message>
</context>
<context>
<name>CanvasMouse</name>
<message><source>Say the code of the last mark first, or press Esc to give it up.</source><translation>请先给出上一标记的编码，或按 Esc 放弃该标记。</translation></message>
<message><source>This reading cannot be changed here. Nothing was drawn; reopen it to draw.</source><translation>此阅片结果在此处不能修改，未绘制任何标记；请重新打开后再绘制。</translation></message>
</context>
<context>
<name>CanvasPair</name>
<message><source>A locked lesion keeps its code. Unlock it to change it.</source><translation>锁定的病灶保持原编码。请先解锁再修改。</translation></message>
<message><source>A shape is in progress. Finish it with Enter or give it up with Esc first.</source><translation>正在绘制标记。请先按 Enter 完成，或按 Esc 放弃。</translation></message>
<message><source>No hot spot is being grown now, so there is nothing to make larger or smaller.</source><translation>当前没有正在生长的热点，无法放大或缩小。</translation></message>
<message><source>This reading cannot be changed here. Nothing was drawn; reopen it to draw.</source><translation>此阅片结果在此处不能修改，未绘制任何标记；请重新打开后再绘制。</translation></message>
<message><source>This reading cannot be changed here. The code was not changed; reopen it to change it.</source><translation>此阅片结果在此处不能修改，编码未更改；请重新打开后再修改。</translation></message>
</context>
<context>
<name>CarryActs</name>
<message><source>PDF page (*.pdf)</source><translation>PDF 页面 (*.pdf)</translation></message>
<message><source>PNG picture (*.png)</source><translation>PNG 图像 (*.png)</translation></message>
<message><source>Save the views with their marks</source><translation>保存带标记的体位</translation></message>
<message><source>The view with its marks is copied. Paste it where you need it.</source><translation>该体位及其标记已复制，可粘贴到需要的地方。</translation></message>
<message><source>The views with their marks are copied. Paste them where you need them.</source><translation>两个体位及其标记已复制，可粘贴到需要的地方。</translation></message>
<message><source>second level {percent} %</source><translation>第二上限 {percent} %</translation></message>
<message><source>{colours}, 0–{counts} counts ({percent} %)</source><translation>{colours}，0–{counts} 计数（{percent} %）</translation></message>
<message><source>{name} could not be written. Choose another place.</source><translation>无法写入{name}。请选择其他位置。</translation></message>
<message><source>{name} is saved.</source><translation>{name}已保存。</translation></message>
</context>
<context>
<name>CaseBox</name>
<message><source>&amp;Comment</source><translation>备注(&amp;C)</translation></message>
<message><source>&amp;Reason</source><translation>原因(&amp;R)</translation></message>
<message><source>Comment (K)</source><translation>备注（K）</translation></message>
<message><source>Label right  (Y)</source><translation>标签正确（Y）</translation></message>
<message><source>Label wrong  (N)</source><translation>标签错误（N）</translation></message>
<message><source>No case is chosen</source><translation>未选择案例</translation></message>
<message><source>choose… (E)</source><translation>选择…（E）</translation></message>
<message><source>{view}: true {truth}, said {said}</source><translation>{view}：真实为{truth}，判为{said}</translation></message>
</context>
<context>
<name>CaseScorePanel</name>
<message><source>Missed</source><translation>漏标</translation></message>
<message><source>Missed, {view}: {name}</source><translation>漏标，{view}：{name}</translation></message>
<message><source>Next &amp;case</source><translation>下一病例(&amp;C)</translation></message>
<message><source>Nothing is there</source><translation>此处无病灶</translation></message>
<message><source>Nothing is there, {view}: {name}</source><translation>此处无病灶，{view}：{name}</translation></message>
<message><source>Sealed {number} of {total}. Answers right: {right} of {views}. Lesions: {found} found, {missed} missed, {false} drawn where nothing is.</source><translation>已封存 {number}/{total}。答案正确：{right}/{views}。病灶：检出 {found} 处，漏标 {missed} 处，多标 {false} 处。</translation></message>
<message><source>What was not right</source><translation>不正确之处</translation></message>
<message><source>{view}: you said {said}; it is {truth}.</source><translation>{view}：您的判断为{said}；实际为{truth}。</translation></message>
</context>
<context>
<name>ChangePanel</name>
<message><source>Change since the prior</source><translation>与既往检查比较的变化</translation></message>
<message><source>Change since {date}</source><translation>自 {date} 以来的变化</translation></message>
<message><source>Changes since the prior</source><translation>与既往检查比较的变化</translation></message>
<message><source>Nothing is listed as changed.</source><translation>未列出变化。</translation></message>
<message><source>The list compares your own marks; what the pictures alone show is listed after your seal.</source><translation>此列表比较您本人的标记；仅由图像得出的变化在您封存后列出。</translation></message>
<message><source>The prior is laid over this study… Shift+T stops it.</source><translation>正在将既往检查与本次配准… Shift+T 停止。</translation></message>
</context>
<context>
<name>ChecksDialog</name>
<message><source>Everything fits. Nothing was changed.</source><translation>全部相符。未作任何更改。</translation></message>
<message><source>Looking at every file of the dataset…</source><translation>正在检查数据集的每个文件…</translation></message>
<message><source>Verify and check the dataset</source><translation>核验并检查数据集</translation></message>
<message><source>{count} findings. Nothing was changed.</source><translation>发现{count}处问题。未作任何更改。</translation></message>
</context>
<context>
<name>CodeBox</name>
<message><source>   (side from the position)</source><translation>   （侧别由位置判定）</translation></message>
<message><source>Code of the lesion</source><translation>病灶编码</translation></message>
<message><source>Ctrl+Z draws on</source><translation>按 Ctrl+Z 继续绘制</translation></message>
<message><source>Enter takes</source><translation>按 Enter 确定</translation></message>
<message><source>Esc gives the mark up</source><translation>按 Esc 放弃标记</translation></message>
<message><source>Esc leaves the code as it is</source><translation>按 Esc 保留原编码</translation></message>
<message><source>Free text (Tab)</source><translation>文字说明（Tab）</translation></message>
<message><source>Place from a network. {warning}</source><translation>部位由网络填入。{warning}</translation></message>
<message><source>Trained on simulated scans; not validated on patients.</source><translation>以模拟扫描训练，未经患者验证。</translation></message>
<message><source>Two letters · ← → side, ↑ both · Alt+1–5 certainty · Ctrl+1–9 recent</source><translation>两个字母 · ← → 侧别，↑ 双侧 · Alt+1–5 把握度 · Ctrl+1–9 最近</translation></message>
<message><source>Which finding in: {0}?</source><translation>{0} 属何种征象？</translation></message>
<message><source>Which finding?</source><translation>何种征象？</translation></message>
<message><source>{0}: which body part?</source><translation>{0}：哪个部位？</translation></message>
</context>
<context>
<name>CodeRows</name>
<message><source>5: certain</source><translation>5：确定</translation></message>
<message><source>Certainty</source><translation>把握度</translation></message>
<message><source>Two places are likely here. ↓ takes the other one.</source><translation>此处有两个可能的部位。按 ↓ 采用另一个。</translation></message>
<message><source>←  Left</source><translation>←  左</translation></message>
<message><source>↑  Both</source><translation>↑  双侧</translation></message>
<message><source>→  Right</source><translation>→  右</translation></message>
</context>
<context>
<name>CommandLine</name>
<message><source>C&amp;opy</source><translation>复制(&amp;O)</translation></message>
<message><source>The same as a command</source><translation>等效命令</translation></message>
</context>
<context>
<name>Compare</name>
<message><source>different: {marks}</source><translation>不同：{marks}</translation></message>
<message><source>only here: {marks}</source><translation>仅此处有：{marks}</translation></message>
<message><source>says normal</source><translation>判为正常</translation></message>
<message><source>{count} marks</source><translation>{count} 个标记</translation></message>
</context>
<context>
<name>ConflictDialog</name>
<message><source>Changed by another program</source><translation>已被其他程序修改</translation></message>
<message><source>Keep &amp;mine</source><translation>保留我的版本(&amp;M)</translation></message>
<message><source>Keep the marks of &amp;both</source><translation>两边的标记都保留(&amp;B)</translation></message>
<message><source>On disk</source><translation>磁盘上的版本</translation></message>
<message><source>On your screen</source><translation>屏幕上的版本</translation></message>
<message><source>Take the one on &amp;disk</source><translation>采用磁盘上的版本(&amp;D)</translation></message>
<message><source>The file of this reading was changed by another program since it was opened. Nothing was overwritten. Whatever you choose, the other version is kept and can be restored from the earlier versions.</source><translation>此阅片结果的文件在打开后被其他程序修改过。未覆盖任何内容。无论如何选择，另一版本都会保留，并可从历史版本中恢复。</translation></message>
<message><source>{title}, {when}</source><translation>{title}，{when}</translation></message>
</context>
<context>
<name>ConfusionTable</name>
<message><source>Confusion matrix: true answers down, said answers across</source><translation>混淆矩阵：纵向为真实结论，横向为判读结论</translation></message>
<message><source>{count} views: true {true}, said {said}</source><translation>{count} 幅图像：真实为{true}，判为{said}</translation></message>
</context>
<context>
<name>ConfusionTables</name>
<message><source>Views by the two readers' answers. Choose a cell (click, or arrows and Enter) to list its studies.</source><translation>两位阅片者结论对应的图像数。选择一格（单击，或方向键加 Enter）即可列出其检查。</translation></message>
<message><source>no reading</source><translation>无阅片结果</translation></message>
<message><source>{one} (rows) and {other} (columns)</source><translation>{one}（行）与 {other}（列）</translation></message>
</context>
<context>
<name>ConsensusPanel</name>
<message><source>Nothing waits in this dataset.</source><translation>此数据集已无待定项。</translation></message>
</context>
<context>
<name>CourseCurves</name>
<message><source>Accuracy</source><translation>准确率</translation></message>
<message><source>Loss</source><translation>损失</translation></message>
<message><source>best: {epoch}</source><translation>最佳：{epoch}</translation></message>
<message><source>each step</source><translation>每一步</translation></message>
<message><source>epoch</source><translation>轮次</translation></message>
<message><source>training</source><translation>训练</translation></message>
<message><source>validation</source><translation>验证</translation></message>
</context>
<context>
<name>CoursePage</name>
<message><source>&amp;Cases</source><translation>病例数(&amp;C)</translation></message>
<message><source>&amp;Gold is what is said by</source><translation>金标准来自(&amp;G)</translation></message>
<message><source>&amp;Into the new folder</source><translation>写入新文件夹(&amp;I)</translation></message>
<message><source>&amp;Make the course</source><translation>生成课程(&amp;M)</translation></message>
<message><source>S&amp;eed: decides which</source><translation>随机种子：决定选取哪些(&amp;E)</translation></message>
<message><source>Studies with a settled truth, as even over the four answers as there are, under other keys and dates and without reports. Those who learn open the course and read it blind, each in an order of the own. How they do is on the page Learners, when the course is open here.</source><translation>选取真值已确定的检查，四种答案尽量均衡，使用不同的编号和日期，且不带报告。学习者打开课程进行盲法阅片，每人顺序不同。在此打开该课程后，其成绩显示在“学习者”页。</translation></message>
<message><source>The &amp;score and what was missed are shown</source><translation>显示得分与漏标(&amp;S)</translation></message>
<message><source>The course has {count} cases for {names}.</source><translation>课程含 {count} 个病例，供 {names} 学习。</translation></message>
<message><source>Who &amp;learns</source><translation>学习者(&amp;L)</translation></message>
<message><source>after each case</source><translation>每例之后</translation></message>
<message><source>never here</source><translation>此处从不显示</translation></message>
<message><source>the consensus</source><translation>共识</translation></message>
<message><source>the truth</source><translation>真值</translation></message>
<message><source>when all are sealed</source><translation>全部封存之后</translation></message>
</context>
<context>
<name>DecisionBox</name>
<message><source>, certainty {grade}</source><translation>，把握度 {grade}</translation></message>
<message><source>Accept {what} (Enter)</source><translation>接受 {what} (Enter)</translation></message>
<message><source>Comment</source><translation>备注</translation></message>
<message><source>Comment (K)</source><translation>备注（K）</translation></message>
<message><source>Intersection (I)</source><translation>交集（I）</translation></message>
<message><source>Next (Enter)</source><translation>下一项 (Enter)</translation></message>
<message><source>Outline</source><translation>轮廓</translation></message>
<message><source>Reason</source><translation>原因</translation></message>
<message><source>Reason (E)</source><translation>原因（E）</translation></message>
<message><source>Reject (X)</source><translation>否决（X）</translation></message>
<message><source>Result</source><translation>结果</translation></message>
<message><source>Take 1, 2 or 3 first</source><translation>请先按 1、2 或 3</translation></message>
<message><source>Take what {reader} says (key {key})</source><translation>采用 {reader} 的意见（按键 {key}）</translation></message>
<message><source>Union (U)</source><translation>并集（U）</translation></message>
<message><source>Voted (V)</source><translation>投票（V）</translation></message>
<message><source>as voted</source><translation>按投票结果</translation></message>
<message><source>intersection</source><translation>交集</translation></message>
<message><source>no reason given</source><translation>未给出原因</translation></message>
<message><source>no sealed reading</source><translation>无已封存的阅片结果</translation></message>
<message><source>not marked</source><translation>未标记</translation></message>
<message><source>union</source><translation>并集</translation></message>
<message><source>voted</source><translation>投票</translation></message>
</context>
<context>
<name>DeidentifyDialog</name>
<message><source>&amp;Dates</source><translation>日期(&amp;D)</translation></message>
<message><source>&amp;Into the new folder</source><translation>写入新文件夹(&amp;I)</translation></message>
<message><source>&amp;Name of the new dataset</source><translation>新数据集名称(&amp;N)</translation></message>
<message><source>&amp;Write the hand-over</source><translation>写出移交数据(&amp;W)</translation></message>
<message><source>Choose a folder to write.</source><translation>请选择写入的文件夹。</translation></message>
<message><source>De-identify</source><translation>去标识化</translation></message>
<message><source>Reports stay here. Read one and tick it where it names nobody and may leave the house.</source><translation>报告不随数据移交。请逐份阅读，仅勾选不含任何人姓名、可以外传的报告。</translation></message>
<message><source>Studies written: {count}. Texts of the dataset that were searched for: {searched}; none was found.</source><translation>已写出检查：{count}。已查找数据集中的文本：{searched}；一处也没有找到。</translation></message>
<message><source>leave dates out</source><translation>去除日期</translation></message>
<message><source>move each patient's dates by one number of days</source><translation>将每位患者的日期统一平移若干天</translation></message>
</context>
<context>
<name>DesignDialog</name>
<message><source>&amp;1 Hidden repeats</source><translation>隐藏的重复检查(&amp;1)</translation></message>
<message><source>&amp;2 Next case</source><translation>下一病例(&amp;2)</translation></message>
<message><source>&amp;3 Course</source><translation>课程(&amp;3)</translation></message>
<message><source>&amp;4 Learners</source><translation>学习者(&amp;4)</translation></message>
<message><source>Design of the study</source><translation>研究设计</translation></message>
</context>
<context>
<name>ErrorList</name>
<message><source>All errors</source><translation>全部错误</translation></message>
<message><source>Errors of the model</source><translation>模型的错误</translation></message>
<message><source>List their studies</source><translation>列出相应检查</translation></message>
<message><source>Views: {shown} · errors reviewed by {name}: {done} of {wrong}</source><translation>图像：{shown} · {name} 已复核错误：{done}/{wrong}</translation></message>
<message><source>{true}, said {said}</source><translation>{true}，判为{said}</translation></message>
</context>
<context>
<name>ExportDialog</name>
<message><source>&amp;Classes</source><translation>类别(&amp;C)</translation></message>
<message><source>&amp;Export</source><translation>导出(&amp;E)</translation></message>
<message><source>&amp;Format</source><translation>格式(&amp;F)</translation></message>
<message><source>&amp;Into the new folder</source><translation>写入新文件夹(&amp;I)</translation></message>
<message><source>&amp;Labels of</source><translation>标签来源(&amp;L)</translation></message>
<message><source>&amp;Provisional and disputed answers too</source><translation>包括暂定和有争议的结论(&amp;P)</translation></message>
<message><source>16 bit, the counts</source><translation>16 位，原始计数</translation></message>
<message><source>8 bit, and the counts as arrays</source><translation>8 位，另附计数数组</translation></message>
<message><source>8 bit, to look at</source><translation>8 位，供查看</translation></message>
<message><source>Choose a folder to write.</source><translation>请选择写入的文件夹。</translation></message>
<message><source>DICOM pictures with marks</source><translation>带标记的 DICOM 图片</translation></message>
<message><source>DICOM structured reports</source><translation>DICOM 结构化报告</translation></message>
<message><source>Export</source><translation>导出</translation></message>
<message><source>Pict&amp;ures</source><translation>图片(&amp;U)</translation></message>
<message><source>Reports written: {count}, open answers that stayed behind: {open}.</source><translation>已写出报告：{count}，未定而留下的答案：{open}。</translation></message>
<message><source>Spl&amp;it (none: all together)</source><translation>划分（无：全部在一起）(&amp;I)</translation></message>
<message><source>Views written: {views}, lesions: {lesions}.</source><translation>已写出体位：{views}，病灶：{lesions}。</translation></message>
<message><source>codes: disease, part and side</source><translation>编码：疾病、部位与侧别</translation></message>
<message><source>diseases</source><translation>疾病</translation></message>
<message><source>none</source><translation>无</translation></message>
</context>
<context>
<name>FetchPage</name>
<message><source>&amp;Accession number</source><translation>检查号(&amp;A)</translation></message>
<message><source>&amp;Fetch</source><translation>获取(&amp;F)</translation></message>
<message><source>&amp;Modality</source><translation>设备类型(&amp;M)</translation></message>
<message><source>&amp;Query</source><translation>查询(&amp;Q)</translation></message>
<message><source>= was there</source><translation>= 原已存在</translation></message>
<message><source>C-GET, or WADO-RS of a DICOMweb server</source><translation>C-GET，或 DICOMweb 服务器的 WADO-RS</translation></message>
<message><source>C-MOVE: the PACS sends here</source><translation>C-MOVE：由 PACS 发送至此</translation></message>
<message><source>Date</source><translation>日期</translation></message>
<message><source>Description</source><translation>描述</translation></message>
<message><source>Enter a server first.</source><translation>请先填写服务器。</translation></message>
<message><source>Fetch &amp;by</source><translation>获取方式(&amp;B)</translation></message>
<message><source>From the &amp;day</source><translation>起始日期(&amp;D)</translation></message>
<message><source>Images</source><translation>图像数</translation></message>
<message><source>Name</source><translation>姓名</translation></message>
<message><source>Patient</source><translation>患者</translation></message>
<message><source>Patient's &amp;identifier</source><translation>患者编号(&amp;I)</translation></message>
<message><source>Patient's &amp;name</source><translation>患者姓名(&amp;N)</translation></message>
<message><source>Query first, then choose studies.</source><translation>请先查询，再选择检查。</translation></message>
<message><source>Result</source><translation>结果</translation></message>
<message><source>Ser&amp;ver</source><translation>服务器(&amp;V)</translation></message>
<message><source>Studies fetched: {count}, there already: {there}.</source><translation>已取回检查：{count}，原已存在：{there}。</translation></message>
<message><source>Studies found: {count}.</source><translation>找到检查：{count}。</translation></message>
<message><source>The rest was not fetched: fetch again to go on.</source><translation>其余未取回：再次取回即可继续。</translation></message>
<message><source>To th&amp;e day</source><translation>截止日期(&amp;E)</translation></message>
<message><source>Views to be asked about when the study is opened: {count}.</source><translation>打开检查时需要询问的体位：{count}。</translation></message>
<message><source>Whole body?</source><translation>全身？</translation></message>
<message><source>not planar</source><translation>非平面</translation></message>
<message><source>whole body</source><translation>全身</translation></message>
<message><source>✗ not fetched</source><translation>✗ 未取回</translation></message>
</context>
<context>
<name>FigurePage</name>
<message><source>Dataset {name}.</source><translation>数据集 {name}。</translation></message>
<message><source>Figures (*.png *.pdf *.svg)</source><translation>图 (*.png *.pdf *.svg)</translation></message>
<message><source>Save &amp;figure…</source><translation>保存图(&amp;F)…</translation></message>
<message><source>Save &amp;tables…</source><translation>保存表格(&amp;T)…</translation></message>
<message><source>Save figure</source><translation>保存图</translation></message>
<message><source>Save tables</source><translation>保存表格</translation></message>
<message><source>Saved: {name}</source><translation>已保存：{name}</translation></message>
<message><source>Tables (*.csv)</source><translation>表格 (*.csv)</translation></message>
<message><source>This tab is a table. “Save tables” saves it.</source><translation>此页是表格，请用“保存表格”保存。</translation></message>
</context>
<context>
<name>FiguresTable</name>
<message><source>Channels of the network that weigh most</source><translation>网络中权重最大的通道</translation></message>
<message><source>Map inside</source><translation>标记内的图值</translation></message>
<message><source>Marks</source><translation>标记</translation></message>
<message><source>Maximum</source><translation>最大值</translation></message>
<message><source>The map's maximum lies outside the body ({views}): it is no evidence.</source><translation>该图的最大值位于体外（{views}）：不能作为依据。</translation></message>
<message><source>Their area</source><translation>标记的面积</translation></message>
<message><source>View</source><translation>体位</translation></message>
<message><source>consensus</source><translation>共识</translation></message>
<message><source>elsewhere</source><translation>在别处</translation></message>
<message><source>on a lesion</source><translation>在病灶上</translation></message>
<message><source>own</source><translation>本人</translation></message>
<message><source>{view}: channels {numbers}</source><translation>{view}：通道 {numbers}</translation></message>
</context>
<context>
<name>FirstStudy</name>
<message><source>Nothing is left to be read in this dataset.</source><translation>本数据集没有待读检查。</translation></message>
</context>
<context>
<name>Gallery</name>
<message><source>Wrongly classified views</source><translation>判错的图像</translation></message>
</context>
<context>
<name>ImportDialog</name>
<message><source>&amp;Cancel the import</source><translation>取消导入(&amp;C)</translation></message>
<message><source>&amp;Go on with the import</source><translation>继续导入(&amp;G)</translation></message>
<message><source>&amp;Import</source><translation>导入(&amp;I)</translation></message>
<message><source>&amp;Open the dataset</source><translation>打开数据集(&amp;O)</translation></message>
<message><source>C&amp;lose</source><translation>关闭(&amp;L)</translation></message>
<message><source>DICOM files and folders (with all folders inside), archives (zip, tar, 7z), the DICOMDIR of a disc, folders of 8-bit or 16-bit PNG, and reports (.txt, .json) named like their scan. Drop them here. They are only read, never changed.</source><translation>DICOM 文件和文件夹（含所有子文件夹）、压缩包（zip、tar、7z）、光盘的 DICOMDIR、8 位或 16 位 PNG 文件夹，以及与扫描同名的报告（.txt、.json）。可拖放到此处。这些文件只读取，绝不修改。</translation></message>
<message><source>Finishing the study at hand …</source><translation>正在完成当前检查…</translation></message>
<message><source>Import &amp;more …</source><translation>继续添加导入(&amp;M)…</translation></message>
<message><source>Import scans and reports</source><translation>导入扫描与报告</translation></message>
<message><source>Let these files take the &amp;place of the views that their studies have, until a reading is sealed</source><translation>用这些文件取代其检查已有的体位，阅片结果封存后不再可行(&amp;P)</translation></message>
<message><source>Open &amp;that dataset</source><translation>打开该数据集(&amp;T)</translation></message>
<message><source>The import stopped ({reason}). What was taken before stays; import again to go on.</source><translation>导入已停止（{reason}）。此前采用的内容予以保留；再次导入即可继续。</translation></message>
<message><source>The import stopped: something unforeseen went wrong ({kind}). What was taken before stays.</source><translation>导入已停止：发生了未预料到的错误（{kind}）。此前采用的内容予以保留。</translation></message>
<message><source>Where a scan does not tell its &amp;view</source><translation>扫描未说明体位时(&amp;V)</translation></message>
<message><source>it is anterior</source><translation>为前位</translation></message>
<message><source>it is posterior</source><translation>为后位</translation></message>
<message><source>take it as anterior, marked as assumed</source><translation>按前位处理，并注明为推定</translation></message>
<message><source>{folder} is a dataset of its own, with its readings; it is not imported. You can open it.</source><translation>{folder} 本身是含有阅片结果的数据集，未予导入。您可以打开它。</translation></message>
</context>
<context>
<name>ImportLabelsDialog</name>
<message><source>&amp;Add to drafts that hold marks already</source><translation>添加到已有标记的草稿中(&amp;A)</translation></message>
<message><source>&amp;File (COCO, YOLO, VOC, LabelMe, DICOM SR)</source><translation>文件（COCO、YOLO、VOC、LabelMe、DICOM SR）(&amp;F)</translation></message>
<message><source>&amp;Read the file</source><translation>读取文件(&amp;R)</translation></message>
<message><source>&amp;Scale marks of pictures of another size</source><translation>缩放其他尺寸图片上的标记(&amp;S)</translation></message>
<message><source>&amp;Take the marks</source><translation>采用标记(&amp;T)</translation></message>
<message><source>A draft &amp;of</source><translation>作为其草稿的阅片者(&amp;O)</translation></message>
<message><source>Choose a label file, or type the path of a folder of them.</source><translation>请选择标签文件，或输入标签文件夹的路径。</translation></message>
<message><source>Import labels</source><translation>导入标签</translation></message>
<message><source>Label</source><translation>标签</translation></message>
<message><source>Marks</source><translation>标记</translation></message>
<message><source>Marks taken: {marks}, studies: {studies}. They are a draft of {reader}.</source><translation>已采用标记：{marks}，检查：{studies}。它们是 {reader} 的草稿。</translation></message>
<message><source>Marks: {marks}, labels: {labels}, pictures: {pictures}. Say what the labels mean, then take them.</source><translation>标记：{marks}，标签：{labels}，图片：{pictures}。请说明标签的含义，然后采用。</translation></message>
<message><source>Means</source><translation>含义</translation></message>
<message><source>code them later</source><translation>以后再编码</translation></message>
<message><source>leave them out</source><translation>不导入</translation></message>
</context>
<context>
<name>ImportSummary</name>
<message><source>&amp;Save this list …</source><translation>保存此列表(&amp;S)…</translation></message>
<message><source>= was there</source><translation>= 原已存在</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>Nothing was found to import.</source><translation>没有可导入的内容。</translation></message>
<message><source>Patient {patient}, study {key}</source><translation>病人 {patient}，检查 {key}</translation></message>
<message><source>Result</source><translation>结果</translation></message>
<message><source>Save the list</source><translation>保存列表</translation></message>
<message><source>Show only what was &amp;not taken</source><translation>仅显示未导入的项目(&amp;N)</translation></message>
<message><source>Studies taken or completed: {count}</source><translation>新增或补全的检查：{count}</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>The list was not saved ({reason}). Choose another folder.</source><translation>列表未保存（{reason}）。请选择其他文件夹。</translation></message>
<message><source>Views</source><translation>图像</translation></message>
<message><source>What and why</source><translation>处理及原因</translation></message>
<message><source>corrected: {count}</source><translation>已更正：{count}</translation></message>
<message><source>files refused: {count}</source><translation>拒绝的文件：{count}</translation></message>
<message><source>files skipped: {count}</source><translation>跳过的文件：{count}</translation></message>
<message><source>not imported yet: {count}</source><translation>尚未导入：{count}</translation></message>
<message><source>patient {pseudonym}</source><translation>病人 {pseudonym}</translation></message>
<message><source>reports with marks: {count}</source><translation>带标记的报告：{count}</translation></message>
<message><source>reports: {count}</source><translation>报告：{count}</translation></message>
<message><source>there already: {count}</source><translation>原已存在：{count}</translation></message>
<message><source>views to be asked about when the study is opened: {count}</source><translation>打开检查时需确认的图像：{count}</translation></message>
<message><source>– report with marks</source><translation>– 带标记的报告</translation></message>
<message><source>– skipped</source><translation>– 跳过</translation></message>
<message><source>… not imported yet</source><translation>… 尚未导入</translation></message>
<message><source>✓ joined a study</source><translation>✓ 并入已有检查</translation></message>
<message><source>✓ marks of a draft</source><translation>✓ 草稿的标记</translation></message>
<message><source>✓ new study</source><translation>✓ 新检查</translation></message>
<message><source>✓ replaced a view</source><translation>✓ 替换了图像</translation></message>
<message><source>✓ report</source><translation>✓ 报告</translation></message>
<message><source>✓ view corrected</source><translation>✓ 更正了体位</translation></message>
<message><source>✗ refused</source><translation>✗ 拒绝</translation></message>
</context>
<context>
<name>IndexBuild</name>
<message><source>The list could not be brought up to date. The studies are untouched; open the dataset again.</source><translation>列表未能更新。检查未受影响；请重新打开数据集。</translation></message>
<message><source>The program that lists the studies could not be started. The studies are untouched.</source><translation>列出检查的程序未能启动。检查未受影响。</translation></message>
</context>
<context>
<name>ItemList</name>
<message><source>Answers and lesions of this study</source><translation>此检查的结论与病灶</translation></message>
<message><source>How it stands</source><translation>状态</translation></message>
<message><source>What</source><translation>项目</translation></message>
</context>
<context>
<name>KeySettings</name>
<message><source>&amp;Add this key</source><translation>添加此按键(&amp;A)</translation></message>
<message><source>&amp;Default</source><translation>恢复默认(&amp;D)</translation></message>
<message><source>&amp;Use this key</source><translation>使用此按键(&amp;U)</translation></message>
<message><source>All de&amp;faults</source><translation>全部恢复默认(&amp;F)</translation></message>
<message><source>Change keys</source><translation>更改按键</translation></message>
<message><source>Choose a row, then click into the field and press the new key.</source><translation>请选择一行，然后单击输入框并按下新按键。</translation></message>
<message><source>Keys</source><translation>按键</translation></message>
<message><source>Search</source><translation>搜索</translation></message>
<message><source>What</source><translation>项目</translation></message>
<message><source>Where</source><translation>位置</translation></message>
<message><source>pictures</source><translation>图像区</translation></message>
<message><source>window</source><translation>窗口</translation></message>
</context>
<context>
<name>KeySheet</name>
<message><source>Alt + Shift + click</source><translation>Alt + Shift + 单击</translation></message>
<message><source>Alt + click on an edge</source><translation>Alt + 单击边</translation></message>
<message><source>Ctrl + click</source><translation>Ctrl + 单击</translation></message>
<message><source>Ctrl + wheel</source><translation>Ctrl + 滚轮</translation></message>
<message><source>Double click on a mark</source><translation>双击标记</translation></message>
<message><source>Drag the code box</source><translation>拖动编码框</translation></message>
<message><source>Keys</source><translation>按键</translation></message>
<message><source>Left</source><translation>左键</translation></message>
<message><source>Middle drag, Space + drag</source><translation>中键拖动、空格 + 拖动</translation></message>
<message><source>Mouse</source><translation>鼠标</translation></message>
<message><source>Right click</source><translation>右键单击</translation></message>
<message><source>Right drag</source><translation>右键拖动</translation></message>
<message><source>Wheel, a hot spot held</source><translation>按住热点时滚轮</translation></message>
<message><source>add a vertex</source><translation>添加顶点</translation></message>
<message><source>change the window; without a drag: menu</source><translation>调整显示窗；不拖动则弹出菜单</translation></message>
<message><source>its code</source><translation>其编码</translation></message>
<message><source>menu: vertices, copy, save</source><translation>菜单：顶点、复制、保存</translation></message>
<message><source>more or less of the hot spot</source><translation>扩大或缩小热点</translation></message>
<message><source>move it; a double click docks it again</source><translation>移动编码框；双击使其归位</translation></message>
<message><source>move the pictures</source><translation>移动图像</translation></message>
<message><source>remove a vertex</source><translation>删除顶点</translation></message>
<message><source>select several</source><translation>多选</translation></message>
<message><source>select, draw, drag a vertex</source><translation>选择、绘制、拖动顶点</translation></message>
<message><source>zoom at the cursor</source><translation>以光标为中心缩放</translation></message>
</context>
<context>
<name>KeyboardPointer</name>
<message><source>Hot spot {0} of {1} in sight that are not marked.</source><translation>可见的未标记热点：第 {0} 个，共 {1} 个。</translation></message>
<message><source>Nothing more stands out in this part of the view.</source><translation>图像的这一部分已无其他突出之处。</translation></message>
<message><source>Picked up. Move it, then press again to drop it.</source><translation>已拾取。移动后再按一次放下。</translation></message>
</context>
<context>
<name>LastResort</name>
<message><source>Something went wrong that was not foreseen ({kind}). What is shown as saved is on disk. You can go on; if it happens again, close the program, open it again and send errors.log to its makers.</source><translation>发生了未预料到的错误（{kind}）。显示为已保存的内容均在磁盘上。可以继续使用；若再次发生，请关闭并重新打开程序，并将 errors.log 发给开发者。</translation></message>
</context>
<context>
<name>LearnersPage</name>
<message><source>&amp;Into the page (HTML)</source><translation>写入页面（HTML）(&amp;I)</translation></message>
<message><source>&amp;Write the page</source><translation>写出页面(&amp;W)</translation></message>
<message><source>Case</source><translation>病例</translation></message>
<message><source>Cases of this reader</source><translation>该阅片者的病例</translation></message>
<message><source>Drawn where nothing is</source><translation>多标</translation></message>
<message><source>Found</source><translation>检出</translation></message>
<message><source>Learning curve</source><translation>学习曲线</translation></message>
<message><source>Means over the last ten cases, in the order in which they were sealed. The page shows what was missed and drawn.</source><translation>按封存顺序，取最近十个病例的均值。页面显示漏标和多标之处。</translation></message>
<message><source>Missed</source><translation>漏标</translation></message>
<message><source>No reader has come so far yet.</source><translation>尚无阅片者达到此进度。</translation></message>
<message><source>Only those who have sealed &amp;every case</source><translation>仅显示已封存全部病例者(&amp;E)</translation></message>
<message><source>Reading the sealed readings…</source><translation>正在读取已封存的阅片结果…</translation></message>
<message><source>The page is written: {name}.</source><translation>页面已写出：{name}。</translation></message>
<message><source>This dataset is no course: its studies have no truth to be scored by.</source><translation>此数据集不是课程：其检查没有可供评分的真值。</translation></message>
<message><source>Views right</source><translation>正确图像</translation></message>
<message><source>Who &amp;learns</source><translation>学习者(&amp;L)</translation></message>
<message><source>case</source><translation>病例</translation></message>
<message><source>false marks a view</source><translation>每幅图像的多标数</translation></message>
<message><source>lesions found</source><translation>病灶检出率</translation></message>
<message><source>views right</source><translation>正确图像比例</translation></message>
</context>
<context>
<name>LesionBox</name>
<message><source>Also</source><translation>另见</translation></message>
<message><source>Area</source><translation>面积</translation></message>
<message><source>Area: {area}. Counts: mean {mean}, maximum {maximum}</source><translation>面积：{area}。计数：平均 {mean}，最大 {maximum}</translation></message>
<message><source>Colour the regions of the skeleton</source><translation>以颜色显示骨骼分区</translation></message>
<message><source>How many false marks may be shown</source><translation>允许显示多少假阳性标记</translation></message>
<message><source>Lesion</source><translation>病灶</translation></message>
<message><source>Lesions that a network finds</source><translation>网络发现的病灶</translation></message>
<message><source>Marks from p {level} on count. The model's card holds no curve of what that means.</source><translation>p 达到 {level} 的标记计入。模型卡片中没有说明其含义的曲线。</translation></message>
<message><source>Max</source><translation>最大</translation></message>
<message><source>Outline them on the scan</source><translation>在扫描上勾画其轮廓</translation></message>
<message><source>The network is asked…</source><translation>正在询问网络…</translation></message>
<message><source>To the right: more lesions are found, and more marks are false.</source><translation>向右：发现的病灶更多，假阳性标记也更多。</translation></message>
<message><source>View</source><translation>体位</translation></message>
<message><source>p</source><translation>p</translation></message>
</context>
<context>
<name>LesionItem</name>
<message><source>(locked)</source><translation>（已锁定）</translation></message>
<message><source>NOT SAVED</source><translation>未保存</translation></message>
<message><source>Unknown: {0}</source><translation>未知：{0}</translation></message>
</context>
<context>
<name>LesionList</name>
<message><source>#</source><translation>#</translation></message>
<message><source>Area</source><translation>面积</translation></message>
<message><source>Cert.</source><translation>把握</translation></message>
<message><source>Certainty, 1 to 5</source><translation>把握度，1 至 5</translation></message>
<message><source>Code</source><translation>编码</translation></message>
<message><source>Lesions</source><translation>病灶</translation></message>
<message><source>Marks of one number are one lesion, linked between the views</source><translation>编号相同的标记为同一病灶，在两个体位间关联</translation></message>
<message><source>Max</source><translation>最大</translation></message>
<message><source>Mean</source><translation>均值</translation></message>
<message><source>NOT SAVED</source><translation>未保存</translation></message>
<message><source>Ratio</source><translation>比值</translation></message>
<message><source>State</source><translation>状态</translation></message>
<message><source>Text</source><translation>文字</translation></message>
<message><source>View</source><translation>体位</translation></message>
<message><source>hidden</source><translation>已隐藏</translation></message>
<message><source>locked</source><translation>已锁定</translation></message>
<message><source>unknown code</source><translation>未知编码</translation></message>
</context>
<context>
<name>LesionSight</name>
<message><source>Regions as a network sees them</source><translation>网络所见的骨骼分区</translation></message>
</context>
<context>
<name>LongWork</name>
<message><source>Stop</source><translation>停止</translation></message>
</context>
<context>
<name>MainWindow</name>
<message><source>The keyboard pointer is off.</source><translation>键盘指针已关闭。</translation></message>
<message><source>Tools</source><translation>工具</translation></message>
<message><source>{study} is sealed.</source><translation>{study}已封存。</translation></message>
</context>
<context>
<name>ManyStudies</name>
<message><source>Stopped: {done} of {total} studies are classified.</source><translation>已停止：已判读 {done}/{total} 例检查。</translation></message>
<message><source>There is no study to classify.</source><translation>没有可判读的检查。</translation></message>
<message><source>{blind} are left out, for you have not sealed your own reading of them.</source><translation>{blind} 例未判读，因您尚未封存本人的阅片结果。</translation></message>
<message><source>{done} studies are classified.</source><translation>已判读 {done} 例检查。</translation></message>
</context>
<context>
<name>MarksSide</name>
<message><source>Nothing is marked yet. Q marks a hot spot, B a box, E an ellipse, P a polygon; N says that the study is normal.</source><translation>尚无标记。Q 标记热点，B 画矩形，E 画椭圆，P 画多边形；N 表示检查正常。</translation></message>
</context>
<context>
<name>Measuring</name>
<message><source>mean {0} · max {1} counts</source><translation>均值 {0} · 最大 {1} 计数</translation></message>
<message><source>{0} % of the view's maximum</source><translation>图像最大值的 {0} %</translation></message>
<message><source>{0} × mirrored region</source><translation>镜像区域的 {0} 倍</translation></message>
</context>
<context>
<name>NetworkChoice</name>
<message><source>Answers on scans unlike what the network learned count as none, unless this is on.</source><translation>与网络所学不同的扫描，其判读不计入，除非勾选此项。</translation></message>
<message><source>Which network is measured</source><translation>评估哪个网络</translation></message>
<message><source>count &amp;unlike scans</source><translation>计入不相似的扫描(&amp;U)</translation></message>
<message><source>network of lesions</source><translation>病灶网络</translation></message>
<message><source>network of views</source><translation>图像网络</translation></message>
</context>
<context>
<name>NewDatasetForm</name>
<message><source>&amp;Choose …</source><translation>选择(&amp;C)…</translation></message>
<message><source>&amp;Folder</source><translation>文件夹(&amp;F)</translation></message>
<message><source>&amp;Name</source><translation>名称(&amp;N)</translation></message>
<message><source>A&amp;djudicator</source><translation>仲裁者(&amp;D)</translation></message>
<message><source>Bone scans</source><translation>骨显像</translation></message>
<message><source>C&amp;hoose …</source><translation>选择(&amp;H)…</translation></message>
<message><source>Choose a code book</source><translation>选择编码表</translation></message>
<message><source>Choose the folder of the new dataset.</source><translation>请选择新数据集的文件夹。</translation></message>
<message><source>Choose where the dataset lies</source><translation>选择数据集的位置</translation></message>
<message><source>Code &amp;book</source><translation>编码表(&amp;B)</translation></message>
<message><source>Each reader gets the studies in another &amp;order, by seed</source><translation>每位阅片者的检查顺序不同（按随机种子）(&amp;O)</translation></message>
<message><source>Give the dataset a name.</source><translation>请填写数据集名称。</translation></message>
<message><source>Name at least two readers, each once: a result needs two votes.</source><translation>请至少填写两位阅片者，且不重复：得出结果需要两票。</translation></message>
<message><source>Planned r&amp;eaders</source><translation>计划阅片者(&amp;E)</translation></message>
<message><source>Readers do not see the &amp;report</source><translation>对阅片者隐藏报告(&amp;R)</translation></message>
<message><source>Readers start from a network's lesions (assisted: such readings say so)</source><translation>阅片者从网络的病灶开始（辅助阅片：此类阅片会注明）</translation></message>
<message><source>Seed</source><translation>随机种子</translation></message>
<message><source>There is a dataset in this folder already. Open it and import there, or choose another folder.</source><translation>此文件夹中已有数据集。请打开它并在其中导入，或选择其他文件夹。</translation></message>
<message><source>any planned reader, once all have sealed</source><translation>任一计划阅片者（全部封存之后）</translation></message>
<message><source>the built-in one</source><translation>内置</translation></message>
<message><source>“{name}” cannot be a reader's name: use letters, digits, _ and -.</source><translation>“{name}”不能作为阅片者名称：请使用字母、数字、_ 和 -。</translation></message>
</context>
<context>
<name>OpinionPanel</name>
<message><source>%v of %m studies</source><translation>%v/%m 例检查</translation></message>
<message><source>All studies that the list shows</source><translation>列表显示的全部检查</translation></message>
<message><source>Both views</source><translation>两个体位</translation></message>
<message><source>Classify…</source><translation>判读…</translation></message>
<message><source>No study is open.</source><translation>未打开检查。</translation></message>
<message><source>Other model…</source><translation>其他模型…</translation></message>
<message><source>Second opinion of a network</source><translation>网络的第二意见</translation></message>
<message><source>Stop</source><translation>停止</translation></message>
<message><source>Study: {answer}</source><translation>检查：{answer}</translation></message>
<message><source>The model is being opened…</source><translation>正在打开模型…</translation></message>
<message><source>The network is asked…</source><translation>正在询问网络…</translation></message>
<message><source>The studies selected in the list</source><translation>列表中选中的检查</translation></message>
<message><source>The whole dataset</source><translation>整个数据集</translation></message>
<message><source>This study again</source><translation>重新判读此检查</translation></message>
<message><source>Try again</source><translation>重试</translation></message>
<message><source>What the network says is shown when you have sealed your own reading.</source><translation>封存本人的阅片结果后，才显示网络的意见。</translation></message>
</context>
<context>
<name>OrderPage</name>
<message><source>&amp;Order</source><translation>顺序(&amp;O)</translation></message>
<message><source>&amp;Put in this order</source><translation>按此顺序排列(&amp;P)</translation></message>
<message><source>Folder of the &amp;model</source><translation>模型文件夹(&amp;M)</translation></message>
<message><source>For a dataset that is still being labelled; put it in order again as the labels grow. Readers see numbers and no reason, and the protocol records it. Where readers are to be measured, keep the order as imported or random.</source><translation>用于仍在标注中的数据集；随着标签增多可重新排序。阅片者只看到序号而看不到理由，方案会记录此排序。若要评价阅片者，请保持导入顺序或随机顺序。</translation></message>
<message><source>Now: {order}.</source><translation>当前：{order}。</translation></message>
<message><source>The studies are read in this order from the next sign-in on.</source><translation>自下次登录起按此顺序阅片。</translation></message>
<message><source>as imported</source><translation>按导入顺序</translation></message>
<message><source>random, the same for every reader</source><translation>随机，每位阅片者相同</translation></message>
<message><source>those first of which a model is least certain</source><translation>模型最不确定者优先</translation></message>
<message><source>those first on which the readers differ</source><translation>阅片者意见不一者优先</translation></message>
<message><source>those first with lesions where few were read</source><translation>病灶位于少见部位者优先</translation></message>
</context>
<context>
<name>OverlayBox</name>
<message><source>&amp;Hide below</source><translation>低于此值隐藏(&amp;H)</translation></message>
<message><source>&amp;Map</source><translation>图(&amp;M)</translation></message>
<message><source>&amp;Opacity</source><translation>不透明度(&amp;O)</translation></message>
<message><source>&amp;Speaks for</source><translation>支持(&amp;S)</translation></message>
<message><source>Co&amp;lours</source><translation>配色(&amp;L)</translation></message>
<message><source>Not an explanation: for this model the map was not measured, or found lesions no better than the blurred scan does.</source><translation>不构成解释：此模型的该图未经测定，或其发现病灶的能力不优于模糊后的扫描。</translation></message>
<message><source>Show on the scan  (O)</source><translation>显示在扫描上（O）</translation></message>
<message><source>Weights of the attention module: where the network looks, not why. It speaks for no class. Not shown in the half of each view that has the least of it.</source><translation>注意力模块的权重：网络关注何处，而非为何关注。它不支持任何类别。每幅图像中权重较低的一半不显示。</translation></message>
<message><source>What speaks for “{answer}”.</source><translation>支持“{answer}”的部位。</translation></message>
<message><source>Where it looked</source><translation>关注部位</translation></message>
<message><source>Whether this map points at lesions was measured for metastases only.</source><translation>此图是否指向病灶，仅对骨转移作过测定。</translation></message>
<message><source>the more probable disease</source><translation>概率较高的疾病</translation></message>
<message><source>{map} – no explanation</source><translation>{map} – 不构成解释</translation></message>
</context>
<context>
<name>PacsDialog</name>
<message><source>&amp;Fetch</source><translation>获取(&amp;F)</translation></message>
<message><source>&amp;Receive</source><translation>接收(&amp;R)</translation></message>
<message><source>&amp;Send</source><translation>发送(&amp;S)</translation></message>
<message><source>PACS and DICOMweb</source><translation>PACS 与 DICOMweb</translation></message>
<message><source>Ser&amp;vers</source><translation>服务器(&amp;V)</translation></message>
</context>
<context>
<name>PathField</name>
<message><source>Choose</source><translation>选择</translation></message>
<message><source>Choose…</source><translation>选择…</translation></message>
</context>
<context>
<name>PreferencesDialog</name>
<message><source>&amp;Language</source><translation>语言(&amp;L)</translation></message>
<message><source>&amp;Theme</source><translation>主题(&amp;T)</translation></message>
<message><source>Dark, for a dark room</source><translation>深色，适合暗室</translation></message>
<message><source>Light</source><translation>浅色</translation></message>
<message><source>Preferences</source><translation>首选项</translation></message>
<message><source>Text &amp;size</source><translation>文字大小(&amp;S)</translation></message>
<message><source>The language changes when the program is opened again.</source><translation>重新打开程序后，语言即更改。</translation></message>
<message><source>The system's</source><translation>跟随系统</translation></message>
</context>
<context>
<name>PriorStudy</name>
<message><source>0–{counts} counts</source><translation>0–{counts} 计数</translation></message>
<message><source>Later study</source><translation>较晚的检查</translation></message>
<message><source>Opening the prior study …</source><translation>正在打开既往检查…</translation></message>
<message><source>Other study</source><translation>其他检查</translation></message>
<message><source>Prior study</source><translation>既往检查</translation></message>
<message><source>This patient has no earlier study in the dataset, only others of this day or later.</source><translation>该患者在数据集中没有更早的检查，只有当日或更晚的检查。</translation></message>
<message><source>This patient has no other study in the dataset.</source><translation>该患者在数据集中没有其他检查。</translation></message>
</context>
<context>
<name>ProfilePlot</name>
<message><source> · {0} mm</source><translation> · {0} mm</translation></message>
<message><source>Draw a line with the profile tool to see the counts along it.</source><translation>用剖面线工具画一条线，即可查看沿线的计数。</translation></message>
<message><source>counts</source><translation>计数</translation></message>
<message><source>{0} px</source><translation>{0} px</translation></message>
<message><source>{0} · max {1} counts</source><translation>{0} · 最大 {1} 计数</translation></message>
</context>
<context>
<name>ProgressDialog</name>
<message><source>Counts and times only; what the readers said stays blind.</source><translation>仅显示数量和时间；阅片内容仍保持盲态。</translation></message>
<message><source>Half of the studies within</source><translation>半数检查用时不超过</translation></message>
<message><source>Last at work (UTC)</source><translation>最近工作时间（UTC）</translation></message>
<message><source>Progress of the readers</source><translation>阅片者进度</translation></message>
<message><source>Reader</source><translation>阅片者</translation></message>
<message><source>Reading…</source><translation>正在读取…</translation></message>
<message><source>Sealed</source><translation>已封存</translation></message>
<message><source>Skipped</source><translation>已跳过</translation></message>
<message><source>Time in all</source><translation>总用时</translation></message>
<message><source>To read</source><translation>待读</translation></message>
</context>
<context>
<name>ProgressView</name>
<message><source>Progress of the training</source><translation>训练进度</translation></message>
<message><source>Views</source><translation>图像</translation></message>
<message><source>Views by class</source><translation>各类别图像数</translation></message>
<message><source>all</source><translation>全部</translation></message>
</context>
<context>
<name>ProjectionNotice</name>
<message><source>Exchange them</source><translation>互换</translation></message>
<message><source>It is stored mirrored</source><translation>存储时左右颠倒</translation></message>
<message><source>It is {other}</source><translation>是{other}</translation></message>
<message><source>It is {present}</source><translation>是{present}</translation></message>
<message><source>More</source><translation>更多</translation></message>
<message><source>That is right</source><translation>正确</translation></message>
<message><source>The scan does not say which view is which; the left one is taken as anterior.</source><translation>扫描未说明两幅图像各为何体位；左侧一幅按前位处理。</translation></message>
<message><source>The scan does not say which view this is; it is taken as {present}.</source><translation>扫描未说明此图像的体位；按{present}处理。</translation></message>
<message><source>Turn it round</source><translation>翻转</translation></message>
<message><source>Why?</source><translation>为什么？</translation></message>
<message><source>anterior</source><translation>前位</translation></message>
<message><source>posterior</source><translation>后位</translation></message>
</context>
<context>
<name>QueueView</name>
<message><source>Queue of studies</source><translation>检查队列</translation></message>
<message><source>Result</source><translation>结果</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>Which studies are shown</source><translation>显示哪些检查</translation></message>
<message><source>Why it waits</source><translation>待定原因</translation></message>
<message><source>reading…</source><translation>正在读取…</translation></message>
<message><source>{done} of {total}</source><translation>{done}/{total}</translation></message>
<message><source>{shown} of {all}</source><translation>{shown}/{all}</translation></message>
</context>
<context>
<name>ReadingActs</name>
<message><source>1 mark is deleted. Ctrl+Z brings it back.</source><translation>已删除 1 个标记。按 Ctrl+Z 恢复。</translation></message>
<message><source>Hidden marks were not deleted. Show them first.</source><translation>隐藏的标记未删除。请先显示它们。</translation></message>
<message><source>Locked marks were not deleted. Unlock them first.</source><translation>锁定的标记未删除。请先解锁。</translation></message>
<message><source>The curve is not gamma, so there is no exponent to change.</source><translation>当前曲线不是伽马曲线，没有可更改的指数。</translation></message>
<message><source>The other view holds this lesion already.</source><translation>另一体位已有此病灶。</translation></message>
<message><source>There is no recent code {number} yet.</source><translation>尚无最近编码 {number}。</translation></message>
<message><source>There is nothing to paste here: copy a mark first.</source><translation>没有可粘贴的内容：请先复制一个标记。</translation></message>
<message><source>This study has one view only, so there is no other view to copy into.</source><translation>此检查只有一幅图像，没有可复制到的另一体位。</translation></message>
<message><source>{count} marks are deleted. Ctrl+Z brings them back.</source><translation>已删除 {count} 个标记。按 Ctrl+Z 恢复。</translation></message>
</context>
<context>
<name>ReadingChanges</name>
<message><source>A guest's reading is kept, but it never votes and cannot be sealed.</source><translation>访客的阅片结果会保留，但不参与投票，也不能封存。</translation></message>
<message><source>Everything is saved as you draw.</source><translation>绘制时自动保存全部内容。</translation></message>
<message><source>Lesions are marked, so the study is not normal. Delete them first, or seal the reading as it is.</source><translation>已标记病灶，故此检查并非正常。请先删除病灶，或按现状封存。</translation></message>
<message><source>Nothing can be changed now.</source><translation>现在不能作任何更改。</translation></message>
<message><source>Saved.</source><translation>已保存。</translation></message>
<message><source>The study is being opened. Try again in a moment.</source><translation>正在打开检查，请稍候再试。</translation></message>
<message><source>This reading is sealed. Reopen it with a reason to change it.</source><translation>此阅片结果已封存。如需修改，请说明原因后重新打开。</translation></message>
<message><source>This study is NOT SAVED yet. Try again, or save it elsewhere, before you leave it.</source><translation>此检查尚未保存。离开前请重试，或另存到其他位置。</translation></message>
<message><source>You look on as the study lead. Sign in as a reader to mark lesions.</source><translation>您以研究负责人身份查看。如需标记病灶，请以阅片者身份登录。</translation></message>
</context>
<context>
<name>ReadingRoom</name>
<message><source>Go to the worklist or to the lesions first; they are sorted by the column of the cursor.</source><translation>请先转到工作列表或病灶列表；将按光标所在列排序。</translation></message>
<message><source>Lesions</source><translation>病灶</translation></message>
<message><source>Opinion</source><translation>第二意见</translation></message>
<message><source>Report and lesions</source><translation>报告与病灶</translation></message>
<message><source>Second opinion</source><translation>第二意见</translation></message>
</context>
<context>
<name>ReadingTools</name>
<message><source>A copy is saved in {folder}. The reading in the dataset is as it was.</source><translation>副本已保存到 {folder}。数据集中的阅片结果未变。</translation></message>
<message><source>Anterior and posterior</source><translation>前位与后位</translation></message>
<message><source>Exchange anterior and posterior?</source><translation>互换前位与后位？</translation></message>
<message><source>How it was decided:</source><translation>判定依据：</translation></message>
<message><source>Is this view anterior instead?</source><translation>此图像实为前位吗？</translation></message>
<message><source>Is this view posterior instead?</source><translation>此图像实为后位吗？</translation></message>
<message><source>Only the copy holds your last gesture</source><translation>只有副本包含您最后一次操作</translation></message>
<message><source>Save a copy of this reading into</source><translation>将此阅片结果的副本保存到</translation></message>
<message><source>Starting labelme…</source><translation>正在启动 labelme…</translation></message>
<message><source>The dataset does not hold your last gesture; only the copy that you saved elsewhere does. Leave the study? The reading in the dataset stays as it was before that gesture.</source><translation>数据集中没有您最后一次操作，只有您另存的副本中有。要离开此检查吗？数据集中的阅片结果保持该操作之前的状态。</translation></message>
<message><source>There is no earlier version of this reading yet.</source><translation>此阅片结果尚无历史版本。</translation></message>
<message><source>labelme could not be started. Your reading is not affected.</source><translation>labelme 未能启动。您的阅片结果未受影响。</translation></message>
<message><source>labelme is open already. Close it first; the labels are read again then.</source><translation>labelme 已打开。请先关闭它，之后将重新读取标签。</translation></message>
<message><source>labelme is still open</source><translation>labelme 仍打开</translation></message>
<message><source>labelme is still open, started from here. Save there and close it first.</source><translation>从这里启动的 labelme 还开着。请先在那里保存并关闭它。</translation></message>
<message><source>labelme is still open, started from here. Save there and close it first; then its labels are read here. If you leave now, labelme ends too, and what is not saved in it is lost. Leave all the same?</source><translation>由此处启动的 labelme 仍打开。请先在其中保存并关闭，之后在此读取其标签。若现在离开，labelme 也将结束，其中未保存的内容会丢失。仍要离开吗？</translation></message>
<message><source>labelme {version} is open on the {view} view. Save there and close it; the labels are then read again here.</source><translation>labelme {version} 已打开{view}图像。请在其中保存并关闭，之后在此重新读取标签。</translation></message>
</context>
<context>
<name>ReasonsDialog</name>
<message><source>&amp;Every review as CSV…</source><translation>全部复核存为 CSV(&amp;E)…</translation></message>
<message><source>&amp;PDF…</source><translation>PDF(&amp;P)…</translation></message>
<message><source>All models</source><translation>全部模型</translation></message>
<message><source>Comment</source><translation>备注</translation></message>
<message><source>Given alike by two</source><translation>两人意见相同</translation></message>
<message><source>Label</source><translation>标签</translation></message>
<message><source>PDF (*.pdf)</source><translation>PDF (*.pdf)</translation></message>
<message><source>Reason</source><translation>原因</translation></message>
<message><source>Reasons of the errors</source><translation>错误原因</translation></message>
<message><source>Reviewer</source><translation>复核者</translation></message>
<message><source>Said</source><translation>判读</translation></message>
<message><source>Save as PDF</source><translation>存为 PDF</translation></message>
<message><source>Save the reviews</source><translation>保存复核结果</translation></message>
<message><source>Save the table</source><translation>保存表格</translation></message>
<message><source>Saved: {name}</source><translation>已保存：{name}</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>Table as &amp;CSV…</source><translation>表格存为 CSV(&amp;C)…</translation></message>
<message><source>Tables (*.csv)</source><translation>表格 (*.csv)</translation></message>
<message><source>True</source><translation>真实</translation></message>
<message><source>View</source><translation>体位</translation></message>
<message><source>nobody yet</source><translation>尚无人</translation></message>
<message><source>right</source><translation>正确</translation></message>
<message><source>wrong</source><translation>错误</translation></message>
<message><source>{count} reviews by {people}. Of {shared} views that two reviewed, the reason is the same in {alike}.</source><translation>{people} 共作 {count} 次复核。两人均复核的 {shared} 幅图像中，{alike} 幅的原因相同。</translation></message>
<message><source>{name} could not be written ({reason}). Choose another place.</source><translation>{name} 未能写入（{reason}）。请选择其他位置。</translation></message>
</context>
<context>
<name>ReceivePage</name>
<message><source>&amp;Address</source><translation>地址(&amp;A)</translation></message>
<message><source>&amp;Port</source><translation>端口(&amp;P)</translation></message>
<message><source>127.0.0.1 takes from this computer alone. Give this computer's own address, and name who may send, to take from others.</source><translation>127.0.0.1 只接收本机数据。若要接收其他计算机的数据，请填写本机地址，并指明允许发送的一方。</translation></message>
<message><source>AE title of this p&amp;rogram</source><translation>本程序的 AE 标题(&amp;R)</translation></message>
<message><source>From these AE &amp;titles</source><translation>允许的 AE 标题(&amp;T)</translation></message>
<message><source>Receiving at {address}, port {port}, until this dialog is closed.</source><translation>正在 {address} 端口 {port} 接收，直至关闭此对话框。</translation></message>
<message><source>Start &amp;receiving</source><translation>开始接收(&amp;R)</translation></message>
<message><source>Stop &amp;receiving</source><translation>停止接收(&amp;R)</translation></message>
<message><source>The port is closed.</source><translation>端口已关闭。</translation></message>
<message><source>any of this computer</source><translation>本机任意地址</translation></message>
</context>
<context>
<name>RepeatsPage</name>
<message><source>&amp;Repeat this share</source><translation>按此比例重复(&amp;R)</translation></message>
<message><source>&amp;Share of the studies that comes again</source><translation>重复出现的检查比例(&amp;S)</translation></message>
<message><source>A repeat stands far from its study in every reader's list, under another key, patient and date, and no list, report or file name tells. It never votes twice; the agreement page says how far each reader agrees with himself. Best before anybody reads: a reader sees neither other readings nor predictions before all studies on the own list are sealed.</source><translation>重复检查在每位阅片者的列表中都远离原检查，编号、患者和日期均不同，列表、报告和文件名都不会透露。它从不重复计票；一致性页面显示每位阅片者的自身一致性。最好在开始阅片前设置：阅片者在封存本人列表中的全部检查之前，既看不到他人的阅片结果，也看不到预测。</translation></message>
<message><source>No study comes a second time.</source><translation>没有检查会第二次出现。</translation></message>
<message><source>S&amp;eed: decides which</source><translation>随机种子：决定选取哪些(&amp;E)</translation></message>
<message><source>{count} studies come a second time to each reader.</source><translation>每位阅片者有 {count} 个检查会第二次出现。</translation></message>
<message><source>{share:g} % of the studies come a second time.</source><translation>{share:g} % 的检查会第二次出现。</translation></message>
</context>
<context>
<name>ReportDialog</name>
<message><source>&amp;Draft in</source><translation>草稿语言(&amp;D)</translation></message>
<message><source>&amp;Second opinion of</source><translation>第二意见(&amp;S)</translation></message>
<message><source>&amp;Whose answer</source><translation>结论来自(&amp;W)</translation></message>
<message><source>Bone scan inde&amp;x</source><translation>骨显像指数(&amp;X)</translation></message>
<message><source>D&amp;escription</source><translation>检查所见(&amp;E)</translation></message>
<message><source>No second opinion is kept of this study, or it may not be seen before your seal.</source><translation>该检查没有已保存的第二意见，或在您封存之前不可查看。</translation></message>
<message><source>P&amp;rint…</source><translation>打印(&amp;R)…</translation></message>
<message><source>Print pre&amp;view…</source><translation>打印预览(&amp;V)…</translation></message>
<message><source>S&amp;uggestion</source><translation>诊断意见(&amp;U)</translation></message>
<message><source>Save &amp;PDF…</source><translation>保存 PDF(&amp;P)…</translation></message>
<message><source>Save the report</source><translation>保存报告</translation></message>
<message><source>Study report</source><translation>检查报告</translation></message>
<message><source>The printer refused the page. Nothing was printed; save it as PDF instead.</source><translation>打印机拒绝了该页。未打印任何内容；请改为保存 PDF。</translation></message>
<message><source>The words are a draft from the marks. What you write stands on the page only.</source><translation>文字是根据标记生成的草稿。您所写的内容只出现在该页上。</translation></message>
<message><source>There is no lesion model, whose map of the skeleton the index needs.</source><translation>没有病灶模型，无法获得该指数所需的骨骼分区图。</translation></message>
<message><source>the consensus</source><translation>共识</translation></message>
<message><source>{name} could not be written ({reason}). Choose another place.</source><translation>{name} 未能写入（{reason}）。请选择其他位置。</translation></message>
<message><source>{name} is saved.</source><translation>{name}已保存。</translation></message>
<message><source>{reader}, your own reading</source><translation>{reader}，您自己的阅片</translation></message>
</context>
<context>
<name>ReportPanel</name>
<message><source>Description</source><translation>检查所见</translation></message>
<message><source>Report</source><translation>报告</translation></message>
<message><source>Suggestion</source><translation>诊断意见</translation></message>
<message><source>The protocol of this dataset does not show the report to its readers.</source><translation>此数据集的方案不向阅片者显示报告。</translation></message>
<message><source>This study has no report.</source><translation>此检查没有报告。</translation></message>
<message><source>{part} is preselected for the next mark.</source><translation>已为下一标记预选{part}。</translation></message>
</context>
<context>
<name>Rescue</name>
<message><source>&amp;Leave it</source><translation>保持原样(&amp;L)</translation></message>
<message><source>&amp;Restore the newest whole version</source><translation>恢复最新的完整版本(&amp;R)</translation></message>
<message><source>A damaged label file</source><translation>标签文件已损坏</translation></message>
<message><source>Set it aside and &amp;begin anew</source><translation>搁置并重新开始(&amp;B)</translation></message>
</context>
<context>
<name>ResultView</name>
<message><source>&amp;Use this model for the second opinion</source><translation>用此模型提供第二意见(&amp;U)</translation></message>
<message><source>95 % from</source><translation>95 % 下限</translation></message>
<message><source>Score</source><translation>指标</translation></message>
<message><source>Scores on the unseen part</source><translation>未见部分的评分</translation></message>
<message><source>Show the folder</source><translation>显示文件夹</translation></message>
<message><source>Value</source><translation>数值</translation></message>
<message><source>to</source><translation>上限</translation></message>
<message><source>{share:.1f} % of {views} views of {patients} patients that the network never saw were answered right.</source><translation>在网络从未见过的 {patients} 位患者的 {views} 幅图像中，{share:.1f} % 判读正确。</translation></message>
</context>
<context>
<name>ReviewPanel</name>
<message><source>Choose the reason of the error (E); then it is saved.</source><translation>请选择错误原因（E），随即保存。</translation></message>
<message><source>Classified as the label says.</source><translation>判读与标签一致。</translation></message>
<message><source>Is the label right (Y) or wrong (N), and why did the model err (E)? Saved as soon as both are said.</source><translation>标签正确（Y）还是错误（N）？模型为何出错（E）？两项都答后即保存。</translation></message>
<message><source>Left out: {problems}</source><translation>未纳入：{problems}</translation></message>
<message><source>Measure again</source><translation>重新测量</translation></message>
<message><source>Reasons…</source><translation>原因…</translation></message>
<message><source>Saved. Enter goes to the next case.</source><translation>已保存。按 Enter 转到下一例。</translation></message>
<message><source>Saved. The label waits in the queue of the adjudication; nothing of it was changed here.</source><translation>已保存。该标签已进入仲裁队列；此处未作任何更改。</translation></message>
<message><source>The model is being opened…</source><translation>正在打开模型…</translation></message>
<message><source>The studies are classified…</source><translation>正在判读检查…</translation></message>
<message><source>What is taken as true</source><translation>以何为真实</translation></message>
<message><source>You have reviewed every error of this list.</source><translation>您已复核此列表中的全部错误。</translation></message>
<message><source>against the consensus</source><translation>对照共识</translation></message>
<message><source>against the truth</source><translation>对照真值</translation></message>
</context>
<context>
<name>RunSummary</name>
<message><source>Consensus, run {number}</source><translation>共识，第 {number} 次运行</translation></message>
<message><source>Could not vote or needs a look ({count}):</source><translation>不能参与投票或需要查看（{count}）：</translation></message>
<message><source>Studies in which something waits, single lesions included: {count}</source><translation>有待定项的检查（包括单个病灶）：{count}</translation></message>
<message><source>Studies: {studies}, views: {views}, files of the consensus that changed: {files}</source><translation>检查：{studies}，图像：{views}，有变化的共识文件：{files}</translation></message>
<message><source>Views that are provisional, because a reading is missing or could not vote, or lesions contradict the answer: {count}</source><translation>暂定的图像（缺少阅片结果、阅片结果不能投票，或病灶与结论矛盾）：{count}</translation></message>
<message><source>Views that stand: {count}</source><translation>已确定的图像：{count}</translation></message>
<message><source>Views that wait for a person, without a majority for an answer: {count}</source><translation>结论无多数、等待人工裁定的图像：{count}</translation></message>
<message><source>What could not vote</source><translation>不能参与投票的结果</translation></message>
</context>
<context>
<name>ScoreTabs</name>
<message><source>Scores</source><translation>评分</translation></message>
</context>
<context>
<name>ScoresPage</name>
<message><source>&amp;Measure</source><translation>测量(&amp;M)</translation></message>
<message><source>Choose a model folder</source><translation>选择模型文件夹</translation></message>
<message><source>Drawing the intervals from the patients…</source><translation>正在按患者抽样计算区间…</translation></message>
<message><source>Figures (*.png *.pdf *.svg)</source><translation>图 (*.png *.pdf *.svg)</translation></message>
<message><source>Other m&amp;odel…</source><translation>其他模型(&amp;O)…</translation></message>
<message><source>S&amp;top</source><translation>停止(&amp;T)</translation></message>
<message><source>Save &amp;all figures…</source><translation>保存全部图(&amp;A)…</translation></message>
<message><source>Save &amp;figure…</source><translation>保存图(&amp;F)…</translation></message>
<message><source>Save all figures in a folder</source><translation>将全部图保存到文件夹</translation></message>
<message><source>Save figure</source><translation>保存图</translation></message>
<message><source>Save ta&amp;ble…</source><translation>保存表格(&amp;B)…</translation></message>
<message><source>Save table</source><translation>保存表格</translation></message>
<message><source>Saved: {name}</source><translation>已保存：{name}</translation></message>
<message><source>Scores of the model</source><translation>模型评分</translation></message>
<message><source>Stopped. What was classified so far is kept.</source><translation>已停止。已判读的部分予以保留。</translation></message>
<message><source>Studies</source><translation>检查</translation></message>
<message><source>Tables (*.csv)</source><translation>表格 (*.csv)</translation></message>
<message><source>The model is being opened…</source><translation>正在打开模型…</translation></message>
<message><source>The studies are classified…</source><translation>正在判读检查…</translation></message>
<message><source>This figure is of views; scores, ROC, classes, averages and matrices count studies too.</source><translation>此图按图像统计；指标、ROC、类别、均值和矩阵也可按检查统计。</translation></message>
<message><source>Views</source><translation>图像</translation></message>
<message><source>What is counted</source><translation>统计单位</translation></message>
<message><source>What is taken as true</source><translation>以何为真实</translation></message>
<message><source>against the consensus</source><translation>对照共识</translation></message>
<message><source>against the truth</source><translation>对照真值</translation></message>
<message><source>against {reader}</source><translation>对照 {reader}</translation></message>
<message><source>{done} of {total} studies</source><translation>{done}/{total} 例检查</translation></message>
</context>
<context>
<name>SealReview</name>
<message><source>Hide</source><translation>隐藏</translation></message>
<message><source>Not sealed yet: look at {count} again. If the code is right, seal once more.</source><translation>尚未封存：请再查看 {count} 项。若编码无误，请再次封存。</translation></message>
<message><source>Not sealed yet: {count} to settle</source><translation>尚未封存：{count} 项须处理</translation></message>
<message><source>To settle before the seal</source><translation>封存前须处理</translation></message>
</context>
<context>
<name>SecondOpinion</name>
<message><source>Choose a model folder</source><translation>选择模型文件夹</translation></message>
<message><source>Overlay off</source><translation>叠加图已关闭</translation></message>
<message><source>Overlay: opacity {percent} %</source><translation>叠加图：不透明度 {percent} %</translation></message>
<message><source>Select a mark on the scan first.</source><translation>请先在扫描上选择一个标记。</translation></message>
<message><source>The marks are erased in this picture. The scan itself is as it was.</source><translation>此图中标记处已被抹除。扫描本身未变。</translation></message>
<message><source>There is no opinion on this study yet, so there is nothing to compare with.</source><translation>此检查尚无意见，无从比较。</translation></message>
<message><source>What the network says is shown when you have sealed your own reading.</source><translation>封存本人的阅片结果后，才显示网络的意见。</translation></message>
<message><source>{map} (measured for metastases only)</source><translation>{map}（仅对骨转移作过测定）</translation></message>
<message><source>{map} – no explanation</source><translation>{map} – 不构成解释</translation></message>
<message><source>{map}, for “{answer}”</source><translation>{map}，针对“{answer}”</translation></message>
</context>
<context>
<name>SendPage</name>
<message><source>&amp;List the reports</source><translation>列出报告(&amp;L)</translation></message>
<message><source>&amp;Send what is ticked</source><translation>发送勾选项(&amp;S)</translation></message>
<message><source>&amp;What</source><translation>内容(&amp;W)</translation></message>
<message><source>Answers &amp;of</source><translation>结论来源(&amp;O)</translation></message>
<message><source>As&amp;k a PACS to confirm that it keeps them</source><translation>请 PACS 确认已保存(&amp;K)</translation></message>
<message><source>Choose a server, list the reports, and tick what may go.</source><translation>请选择服务器，列出报告，并勾选可以发送的项目。</translation></message>
<message><source>Confirmed to be kept: {count}.</source><translation>已确认保存：{count}。</translation></message>
<message><source>Reports taken: {count}, shown by the server: {seen}.</source><translation>已接收报告：{count}，服务器上可见：{seen}。</translation></message>
<message><source>Reports that can go: {count}, open answers that stay behind: {open}.</source><translation>可以发送的报告：{count}，未定而留下的答案：{open}。</translation></message>
<message><source>Ser&amp;ver</source><translation>服务器(&amp;V)</translation></message>
<message><source>pictures with marks</source><translation>带标记的图片</translation></message>
<message><source>structured reports</source><translation>结构化报告</translation></message>
</context>
<context>
<name>SerialDesk</name>
<message><source>This patient has no earlier study in the dataset.</source><translation>该患者在数据集中没有更早的检查。</translation></message>
</context>
<context>
<name>ServerForm</name>
<message><source>&amp;AE title</source><translation>AE 标题(&amp;A)</translation></message>
<message><source>&amp;Encrypted (TLS)</source><translation>加密（TLS）(&amp;E)</translation></message>
<message><source>&amp;Host</source><translation>主机(&amp;H)</translation></message>
<message><source>&amp;Kind</source><translation>类型(&amp;K)</translation></message>
<message><source>&amp;Name</source><translation>名称(&amp;N)</translation></message>
<message><source>&amp;Port</source><translation>端口(&amp;P)</translation></message>
<message><source>&amp;User (none for a token)</source><translation>用户（用令牌时不填）(&amp;U)</translation></message>
<message><source>A&amp;ddress (https://…)</source><translation>地址（https://…）(&amp;D)</translation></message>
<message><source>AE title of this &amp;program</source><translation>本程序的 AE 标题(&amp;P)</translation></message>
<message><source>Au&amp;thority's certificate</source><translation>认证机构证书(&amp;T)</translation></message>
<message><source>DICOMweb</source><translation>DICOMweb</translation></message>
<message><source>PACS (DICOM network)</source><translation>PACS（DICOM 网络）</translation></message>
<message><source>Pass&amp;word or token</source><translation>密码或令牌(&amp;W)</translation></message>
<message><source>Port for C-&amp;MOVE</source><translation>C-MOVE 端口(&amp;M)</translation></message>
</context>
<context>
<name>ServerPage</name>
<message><source>&amp;Keep the server</source><translation>保留服务器(&amp;K)</translation></message>
<message><source>&amp;Test</source><translation>测试(&amp;T)</translation></message>
<message><source>Take a&amp;way</source><translation>移除(&amp;W)</translation></message>
<message><source>This system has no keyring: the password is forgotten when the dialog is closed.</source><translation>此系统没有密钥环：关闭对话框后密码即被忘记。</translation></message>
<message><source>{name} answers.</source><translation>{name} 有应答。</translation></message>
<message><source>{name} is kept.</source><translation>已保留 {name}。</translation></message>
</context>
<context>
<name>SettingsDialog</name>
<message><source>&amp;Adjudicator</source><translation>仲裁者(&amp;A)</translation></message>
<message><source>&amp;Name</source><translation>名称(&amp;N)</translation></message>
<message><source>&amp;Order of the studies</source><translation>检查顺序(&amp;O)</translation></message>
<message><source>&amp;Planned readers</source><translation>计划的阅片者(&amp;P)</translation></message>
<message><source>&amp;Quorum: so many must agree</source><translation>一致所需人数：须有这么多人一致(&amp;Q)</translation></message>
<message><source>Once somebody has begun to read, only name and adjudicator can be changed.</source><translation>一旦有人开始阅片，只能更改名称和仲裁者。</translation></message>
<message><source>Readers do not see the &amp;report</source><translation>对阅片者隐藏报告(&amp;R)</translation></message>
<message><source>Settings of the dataset</source><translation>数据集设置</translation></message>
<message><source>Somebody has begun to read: readers, quorum, order and blinding stay, because the readings depend on them.</source><translation>已有人开始阅片：阅片者、一致所需人数、顺序和盲法保持不变，因为阅片结果依赖于它们。</translation></message>
<message><source>as imported</source><translation>按导入顺序</translation></message>
<message><source>as set by the study lead</source><translation>由研究负责人设定</translation></message>
<message><source>random, the same for every reader</source><translation>随机，每位阅片者相同</translation></message>
</context>
<context>
<name>SettingsForm</name>
<message><source>&amp;Choose …</source><translation>选择(&amp;C)…</translation></message>
<message><source>&amp;Folder of the run</source><translation>运行文件夹(&amp;F)</translation></message>
<message><source>As in the p&amp;aper</source><translation>按论文设置(&amp;A)</translation></message>
<message><source>As the sh&amp;ipped model</source><translation>按随附模型设置(&amp;I)</translation></message>
<message><source>Choose a folder outside the dataset, so that readings and runs stay apart.</source><translation>请选择数据集以外的文件夹，使阅片结果与运行结果分开存放。</translation></message>
<message><source>Choose the folder of the run</source><translation>选择运行文件夹</translation></message>
<message><source>Choose the folder of the run.</source><translation>请选择运行文件夹。</translation></message>
<message><source>Folder of the run</source><translation>运行文件夹</translation></message>
<message><source>What lea&amp;ves the paper</source><translation>与论文不同之处(&amp;V)</translation></message>
<message><source>“{title}” is not a number.</source><translation>“{title}”不是数字。</translation></message>
</context>
<context>
<name>Settling</name>
<message><source>Nothing waits in this study any more. Enter opens the next one.</source><translation>此检查已无待定项。按 Enter 打开下一例。</translation></message>
<message><source>{count} unanimous lesions are accepted.</source><translation>已接受 {count} 个意见一致的病灶。</translation></message>
</context>
<context>
<name>SignInPage</name>
<message><source>&amp;Back</source><translation>返回(&amp;B)</translation></message>
<message><source>Guest: look and try, never votes</source><translation>访客：可查看和试用，不参与投票</translation></message>
<message><source>Name of the study lead</source><translation>研究负责人姓名</translation></message>
<message><source>Say your name: what the study lead does stands in the audit under it.</source><translation>请填写您的姓名：研究负责人的操作以此姓名记入审计。</translation></message>
<message><source>Study lead: sees every reading and the queue, never reads</source><translation>研究负责人：可查看全部阅片结果和队列，不阅片</translation></message>
<message><source>The name you choose stands in the audit of every act. Nobody checks it on a shared login: choose your own.</source><translation>您选择的名称会记入每次操作的审计记录。共用登录时无人核对，请选择您本人的名称。</translation></message>
<message><source>Who reads?</source><translation>由谁阅片？</translation></message>
<message><source>You read blind: you see your own readings only. What the network says is shown after your own seal, what the others say when all planned readers have sealed theirs.</source><translation>您以盲法阅片：只能看到本人的阅片结果。本人封存后显示网络的意见，所有计划阅片者封存后显示他人的意见。</translation></message>
</context>
<context>
<name>SittingProgress</name>
<message><source>this sitting {count}</source><translation>本次 {count}</translation></message>
<message><source>{count} skipped</source><translation>跳过 {count}</translation></message>
<message><source>{left} to read</source><translation>待读 {left}</translation></message>
<message><source>{sealed} sealed</source><translation>已封存 {sealed}</translation></message>
<message><source>{time} a study</source><translation>每例 {time}</translation></message>
</context>
<context>
<name>SittingSummary</name>
<message><source>&amp;Save as CSV …</source><translation>存为 CSV(&amp;S)…</translation></message>
<message><source>Nothing was sealed in this sitting. Drafts are saved and wait for you.</source><translation>本次阅片未封存任何检查。草稿已保存，可随时继续。</translation></message>
<message><source>Reason</source><translation>原因</translation></message>
<message><source>Result</source><translation>结果</translation></message>
<message><source>Save the sitting</source><translation>保存本次阅片小结</translation></message>
<message><source>Sealed: {count}</source><translation>已封存：{count}</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>This sitting</source><translation>本次阅片</translation></message>
<message><source>Time</source><translation>用时</translation></message>
<message><source>half of the studies within {time}</source><translation>半数检查用时在 {time} 以内</translation></message>
<message><source>in {time}</source><translation>用时 {time}</translation></message>
<message><source>looked at</source><translation>已查看</translation></message>
<message><source>sealed</source><translation>已封存</translation></message>
<message><source>skipped</source><translation>已跳过</translation></message>
<message><source>skipped: {count}</source><translation>跳过：{count}</translation></message>
<message><source>{done}. Everything is saved.</source><translation>{done}。全部内容已保存。</translation></message>
</context>
<context>
<name>SourceList</name>
<message><source>&amp;Remove</source><translation>移除(&amp;R)</translation></message>
<message><source>Add &amp;files …</source><translation>添加文件(&amp;F)…</translation></message>
<message><source>Add fol&amp;der …</source><translation>添加文件夹(&amp;D)…</translation></message>
<message><source>Choose a folder of scans</source><translation>选择扫描所在文件夹</translation></message>
<message><source>Choose scans and reports</source><translation>选择扫描与报告</translation></message>
<message><source>Files and folders to import</source><translation>要导入的文件和文件夹</translation></message>
<message><source>Scans and reports (*.dcm *.ima *.png *.zip *.tar *.gz *.7z *.txt *.json DICOMDIR);;All files (*)</source><translation>扫描与报告 (*.dcm *.ima *.png *.zip *.tar *.gz *.7z *.txt *.json DICOMDIR);;所有文件 (*)</translation></message>
</context>
<context>
<name>StartPage</name>
<message><source>&amp;Import scans …</source><translation>导入扫描(&amp;I)…</translation></message>
<message><source>&amp;Open dataset …</source><translation>打开数据集(&amp;O)…</translation></message>
<message><source>&amp;Recent datasets</source><translation>最近的数据集(&amp;R)</translation></message>
<message><source>Choose a dataset folder</source><translation>选择数据集文件夹</translation></message>
<message><source>Drop a dataset folder to open it,
scans and reports to import them</source><translation>拖入数据集文件夹即可打开，
拖入扫描和报告即可导入</translation></message>
<message><source>Nothing was opened yet. The demo shows how reading works.</source><translation>尚未打开过数据集。演示可帮助了解阅片流程。</translation></message>
<message><source>Open &amp;demo</source><translation>打开演示(&amp;D)</translation></message>
<message><source>Read whole-body bone scans, agree on a ground truth</source><translation>阅读全身骨显像，共同确立参考标准</translation></message>
<message><source>Recent datasets</source><translation>最近的数据集</translation></message>
<message><source>Research use only. Not for diagnosis.</source><translation>仅供研究使用，不得用于诊断。</translation></message>
<message><source>The demo is being made …</source><translation>正在生成演示数据…</translation></message>
<message><source>not reachable now</source><translation>目前无法访问</translation></message>
</context>
<context>
<name>StatisticsPage</name>
<message><source>&amp;Measure maximum counts</source><translation>测量最大计数(&amp;M)</translation></message>
<message><source>Arthritis by body part</source><translation>关节炎的部位分布</translation></message>
<message><source>Bone metastasis by body part</source><translation>骨转移的部位分布</translation></message>
<message><source>Classes</source><translation>类别</translation></message>
<message><source>Counting…</source><translation>正在统计…</translation></message>
<message><source>Dataset {name}</source><translation>数据集 {name}</translation></message>
<message><source>Figures</source><translation>指标</translation></message>
<message><source>Labels: consensus, or truth</source><translation>标签：共识或真值</translation></message>
<message><source>Labels: {source}, for there is no consensus yet.</source><translation>标签：{source}（尚无共识）。</translation></message>
<message><source>Labels: {source}.</source><translation>标签：{source}。</translation></message>
<message><source>Lesions</source><translation>病灶</translation></message>
<message><source>Maximum counts</source><translation>最大计数</translation></message>
<message><source>Maximum counts per view</source><translation>每幅图像的最大计数</translation></message>
<message><source>Measuring {done} of {total} studies</source><translation>正在测量 {done}/{total} 例检查</translation></message>
<message><source>Patients</source><translation>患者</translation></message>
<message><source>Patients by sex and age</source><translation>患者性别与年龄</translation></message>
<message><source>Press “Measure maximum counts”.</source><translation>请按“测量最大计数”。</translation></message>
<message><source>The maximum counts are measured…</source><translation>正在测量最大计数…</translation></message>
<message><source>There is no consensus and no truth yet, so no classes and lesions are counted.</source><translation>尚无共识和真值，故未统计类别和病灶。</translation></message>
<message><source>Whose labels</source><translation>标签来源</translation></message>
<message><source>age</source><translation>年龄</translation></message>
<message><source>lesions</source><translation>病灶数</translation></message>
<message><source>maximum counts</source><translation>最大计数</translation></message>
<message><source>open</source><translation>未定</translation></message>
<message><source>patients</source><translation>患者数</translation></message>
<message><source>studies</source><translation>检查</translation></message>
<message><source>unknown</source><translation>未知</translation></message>
<message><source>views</source><translation>图像</translation></message>
<message><source>views and studies</source><translation>图像与检查</translation></message>
<message><source>{count} lesions of {disease} in {views} views ({mean:.1f} a view).</source><translation>{views} 幅图像中有 {count} 个{disease}病灶（平均每幅 {mean:.1f} 个）。</translation></message>
<message><source>{studies} studies, {views} views, {patients} patients ({people}).</source><translation>{studies} 例检查，{views} 幅图像，{patients} 位患者（{people}）。</translation></message>
</context>
<context>
<name>StatisticsPanel</name>
<message><source>% of maximum</source><translation>占最大值</translation></message>
<message><source>Area</source><translation>面积</translation></message>
<message><source>Maximum counts</source><translation>最大计数</translation></message>
<message><source>Mean counts</source><translation>平均计数</translation></message>
<message><source>Ratio to other side</source><translation>与对侧之比</translation></message>
<message><source>Total counts</source><translation>总计数</translation></message>
<message><source>View</source><translation>体位</translation></message>
</context>
<context>
<name>StatusLine</name>
<message><source>  ({across:.0f} mm, {down:.0f} mm)</source><translation>  （{across:.0f} mm，{down:.0f} mm）</translation></message>
<message><source>{view}  x {x}  y {y}  {count} counts</source><translation>{view}  x {x}  y {y}  {count} 计数</translation></message>
</context>
<context>
<name>StudyOpening</name>
<message><source>A mark is in progress. Finish it with Enter or give it up with Esc first.</source><translation>正在绘制标记。请先按 Enter 完成，或按 Esc 放弃。</translation></message>
<message><source>Study {key} was not opened. {problem}</source><translation>检查 {key} 未打开。{problem}</translation></message>
</context>
<context>
<name>StudyWalk</name>
<message><source>A mark is in progress. Finish it with Enter or give it up with Esc first.</source><translation>正在绘制标记。请先按 Enter 完成，或按 Esc 放弃。</translation></message>
<message><source>Go to a study</source><translation>转到检查</translation></message>
<message><source>Reopen the sealed reading</source><translation>重新打开已封存的阅片结果</translation></message>
<message><source>Reopening needs a reason. The reading stays sealed.</source><translation>重新打开须说明原因。阅片结果保持封存。</translation></message>
<message><source>Skip this study</source><translation>跳过此检查</translation></message>
<message><source>Skipping needs a reason. The study stays open.</source><translation>跳过须说明原因。此检查仍为待读。</translation></message>
<message><source>The study's key, or its beginning:</source><translation>检查编号或其开头：</translation></message>
<message><source>There is no other study to be read in this list.</source><translation>此列表中没有其他待读检查。</translation></message>
<message><source>There is no study with this key in the dataset.</source><translation>数据集中没有此编号的检查。</translation></message>
<message><source>This is the first study of the list.</source><translation>这是列表中的第一例检查。</translation></message>
<message><source>This is the last study of the list.</source><translation>这是列表中的最后一例检查。</translation></message>
<message><source>Why is it reopened? The reason is recorded; the sealed version is kept.</source><translation>重新打开的原因？原因将被记录，已封存的版本予以保留。</translation></message>
<message><source>Why is it skipped?</source><translation>跳过的原因？</translation></message>
<message><source>{count} studies begin like this. Type more of the key.</source><translation>有 {count} 例检查以此开头。请输入更多编号内容。</translation></message>
</context>
<context>
<name>Tool</name>
<message><source>A locked lesion was left where it is. Unlock it to change it.</source><translation>锁定的病灶未移动。请先解锁再修改。</translation></message>
<message><source>A polygon needs at least three points. Click on, or press Esc to give it up.</source><translation>多边形至少需要三个点。请继续单击，或按 Esc 放弃。</translation></message>
<message><source>Hot spot at {0} % of the local maximum. The wheel, or + and -, changes it.</source><translation>热点取局部最大值的 {0} %。用滚轮或 + 和 - 调整。</translation></message>
<message><source>There are no counts here to grow a hot spot from. Click on a hot spot.</source><translation>此处没有计数可供热点生长。请单击热点。</translation></message>
</context>
<context>
<name>TrainingDesk</name>
<message><source>&amp;Keep it going</source><translation>继续训练(&amp;K)</translation></message>
<message><source>&amp;Stop it</source><translation>停止训练(&amp;S)</translation></message>
<message><source>&amp;Stop it and quit</source><translation>停止并退出(&amp;S)</translation></message>
<message><source>A training is under way. Stop it and quit?</source><translation>训练正在进行。停止训练并退出吗？</translation></message>
<message><source>Its state stands at the foot of the window. A training that is stopped is taken up at its last finished epoch.</source><translation>训练状态显示在窗口底部。停止的训练可从最后完成的一轮继续。</translation></message>
<message><source>The last finished epoch is kept; the same settings and folder take it up again.</source><translation>最后完成的一轮已保留；用相同的设置和文件夹可继续训练。</translation></message>
<message><source>The training goes on. Keep it going while you work on?</source><translation>训练正在进行。在您继续工作时保持训练吗？</translation></message>
<message><source>Training</source><translation>训练</translation></message>
</context>
<context>
<name>TrainingDialog</name>
<message><source>&amp;Stop</source><translation>停止(&amp;S)</translation></message>
<message><source>&amp;Take up</source><translation>继续训练(&amp;T)</translation></message>
<message><source>&amp;Train</source><translation>训练(&amp;T)</translation></message>
<message><source>A training was begun in this folder</source><translation>此文件夹中有已开始的训练</translation></message>
<message><source>Close</source><translation>关闭</translation></message>
<message><source>Course</source><translation>过程</translation></message>
<message><source>End it no&amp;w</source><translation>立即结束(&amp;W)</translation></message>
<message><source>Ne&amp;w folder</source><translation>新文件夹(&amp;W)</translation></message>
<message><source>No epoch is done yet.</source><translation>尚未完成任何一轮。</translation></message>
<message><source>Nothing was trained in this folder yet</source><translation>此文件夹中尚无训练</translation></message>
<message><source>Score &amp;again</source><translation>重新评分(&amp;A)</translation></message>
<message><source>Scores</source><translation>评分</translation></message>
<message><source>The training ended</source><translation>训练已结束</translation></message>
<message><source>The training in this folder is finished</source><translation>此文件夹中的训练已完成</translation></message>
<message><source>This folder holds a training with other settings. Use its settings to go on with it, or choose another folder.</source><translation>此文件夹中的训练使用其他设置。请采用其设置继续训练，或选择其他文件夹。</translation></message>
<message><source>Train a network on {name}</source><translation>在 {name} 上训练网络</translation></message>
<message><source>Training needs the package {package}, which is not installed. Install it with: {command}</source><translation>训练需要尚未安装的软件包 {package}。安装命令：{command}</translation></message>
<message><source>Use its settin&amp;gs</source><translation>采用其设置(&amp;G)</translation></message>
<message><source>{count} epochs are done; best epoch {best}.</source><translation>已完成 {count} 轮；最佳为第 {best} 轮。</translation></message>
</context>
<context>
<name>TrainingLine</name>
<message><source>Open the training</source><translation>打开训练</translation></message>
<message><source>Training: ended</source><translation>训练：已结束</translation></message>
<message><source>Training: epoch {epoch} of {epochs}, at most {left} left</source><translation>训练：第 {epoch}/{epochs} 轮，至多还需 {left}</translation></message>
<message><source>Training: finished</source><translation>训练：已完成</translation></message>
<message><source>Training…</source><translation>正在训练…</translation></message>
</context>
<context>
<name>TrainingProcess</name>
<message><source>Something that was not foreseen ended the training ({last}).</source><translation>未预料到的错误结束了训练（{last}）。</translation></message>
<message><source>The system ended the training, perhaps for want of memory: a smaller batch needs less.</source><translation>系统结束了训练，可能是内存不足：减小批大小可降低需求。</translation></message>
<message><source>The training could not be started. Nothing was changed.</source><translation>训练未能启动。未作任何更改。</translation></message>
<message><source>What was written before is safe; start again to go on from the last finished epoch.</source><translation>此前写入的内容安全；重新开始可从最后完成的一轮继续。</translation></message>
<message><source>exit code {code}</source><translation>退出代码 {code}</translation></message>
</context>
<context>
<name>VersionsDialog</name>
<message><source>&amp;Restore this version</source><translation>恢复此版本(&amp;R)</translation></message>
<message><source>1 mark</source><translation>1 个标记</translation></message>
<message><source>A sealed reading stays as it is. Reopen it first, with a reason.</source><translation>已封存的阅片结果保持原样。请先说明理由重新打开。</translation></message>
<message><source>Choose a version that can be read.</source><translation>请选择可读取的版本。</translation></message>
<message><source>Earlier versions</source><translation>历史版本</translation></message>
<message><source>Now</source><translation>现在</translation></message>
<message><source>The earlier version is restored. Ctrl+Z takes it back.</source><translation>已恢复历史版本。按 Ctrl+Z 可撤销。</translation></message>
<message><source>The last 20 versions are kept, one a day for 30 days, one a month for 12, and every sealed one.</source><translation>保留最近 20 个版本、30 天内每天一个、12 个月内每月一个，以及每个已封存的版本。</translation></message>
<message><source>Then</source><translation>当时</translation></message>
<message><source>conflict copy of {view}, {when}</source><translation>{view}的冲突副本，{when}</translation></message>
<message><source>damaged</source><translation>已损坏</translation></message>
<message><source>normal</source><translation>正常</translation></message>
<message><source>{content}, sealed, until {when}</source><translation>{content}，已封存，至 {when}</translation></message>
<message><source>{content}, until {when}</source><translation>{content}，至 {when}</translation></message>
<message><source>{count} marks</source><translation>{count} 个标记</translation></message>
</context>
<context>
<name>WhatIfBox</name>
<message><source>Erase the selected marks  (W)</source><translation>抹除选中的标记（W）</translation></message>
<message><source>Fill them with their surroundings and ask the network again. Nothing is saved.</source><translation>用周围的计数填补标记处，再次询问网络。不保存任何内容。</translation></message>
<message><source>Show the erased scan</source><translation>显示抹除后的扫描</translation></message>
<message><source>The mark held the view's maximum: without it the network sees the whole view brighter (Eq 1).</source><translation>该标记含有图像最大值：去掉后网络所见的整幅图像变亮（式 1）。</translation></message>
<message><source>What if</source><translation>假设检验</translation></message>
<message><source>no change</source><translation>无变化</translation></message>
</context>
<context>
<name>WholeDataset</name>
<message><source>Accept all</source><translation>全部接受</translation></message>
<message><source>Accept {lesions} lesions in {studies} studies that all readers marked with one code, with the voted outline?</source><translation>接受 {studies} 例检查中全部阅片者以同一编码标记的 {lesions} 个病灶，并采用投票轮廓吗？</translation></message>
<message><source>Consensus</source><translation>共识</translation></message>
<message><source>No unanimous lesion waits in this dataset.</source><translation>此数据集中没有意见一致的待定病灶。</translation></message>
<message><source>Nothing else is touched: what the readers differ on goes on waiting. Your name stands in the record.</source><translation>不涉及其他内容：阅片者意见不一之处仍待定。您的名称将记入记录。</translation></message>
<message><source>Run {number}: {stand} views stand, {waiting} wait for a person, {provisional} are provisional.</source><translation>第 {number} 次运行：{stand} 幅图像已确定，{waiting} 幅等待人工裁定，{provisional} 幅暂定。</translation></message>
<message><source>Stopped. Nothing was changed.</source><translation>已停止。未作任何更改。</translation></message>
<message><source>Stopped. What was accepted until then is saved and can be taken back.</source><translation>已停止。此前接受的内容已保存，可以撤回。</translation></message>
<message><source>Stopped. What was taken back until then waits again.</source><translation>已停止。此前撤回的内容恢复待定。</translation></message>
<message><source>Take back run {number} of {at}?</source><translation>撤回 {at} 的第 {number} 次运行吗？</translation></message>
<message><source>Take back the accept-all of {at}? {lesions} lesions in {studies} studies wait again.</source><translation>撤回 {at} 的“全部接受”吗？{studies} 例检查中的 {lesions} 个病灶将恢复待定。</translation></message>
<message><source>Take it back</source><translation>撤回</translation></message>
<message><source>Take the run back</source><translation>撤回运行</translation></message>
<message><source>The accept-all is taken back…</source><translation>正在撤回“全部接受”…</translation></message>
<message><source>The consensus is then that of {run} again.</source><translation>撤回后，共识恢复为{run}的结果。</translation></message>
<message><source>The last accept-all is looked for…</source><translation>正在查找最近一次“全部接受”…</translation></message>
<message><source>The last run is taken back. The consensus is that of run {number} again.</source><translation>已撤回最后一次运行。共识恢复为第 {number} 次运行的结果。</translation></message>
<message><source>The last run is taken back…</source><translation>正在撤回最后一次运行…</translation></message>
<message><source>The only run is taken back. There is no consensus now.</source><translation>已撤回唯一的一次运行。现在没有共识。</translation></message>
<message><source>The run is kept among the revisions. Readings and what was settled stay as they are.</source><translation>该运行保留在修订记录中。阅片结果和已裁定的内容不变。</translation></message>
<message><source>The sealed readings vote…</source><translation>已封存的阅片结果正在投票…</translation></message>
<message><source>The vote was stopped. The consensus on disk is as it was before.</source><translation>投票已停止。磁盘上的共识未变。</translation></message>
<message><source>There is no accept-all of yours to take back.</source><translation>没有您可撤回的“全部接受”。</translation></message>
<message><source>There is no consensus then.</source><translation>撤回后将没有共识。</translation></message>
<message><source>There is no consensus to take back. Nothing was changed.</source><translation>没有可撤回的共识。未作任何更改。</translation></message>
<message><source>Unanimous lesions are accepted…</source><translation>正在接受意见一致的病灶…</translation></message>
<message><source>Unanimous lesions are counted…</source><translation>正在统计意见一致的病灶…</translation></message>
<message><source>run {number} of {at}</source><translation>{at} 的第 {number} 次运行</translation></message>
<message><source>{lesions} lesions in {studies} studies wait again.</source><translation>{studies} 例检查中的 {lesions} 个病灶恢复待定。</translation></message>
<message><source>{lesions} unanimous lesions in {studies} studies are accepted.</source><translation>已接受 {studies} 例检查中 {lesions} 个意见一致的病灶。</translation></message>
</context>
<context>
<name>WindowBar</name>
<message><source>0–{0} counts
{1} %</source><translation>0–{0} 计数
{1} %</translation></message>
<message><source>Reset</source><translation>复位</translation></message>
<message><source>Upper level at {0} % of the robust maximum (key {1})</source><translation>上限为稳健最大值的 {0} %（按键 {1}）</translation></message>
<message><source>Window, curve and colours as at the start (key R)</source><translation>显示窗、曲线和配色恢复初始（按键 R）</translation></message>
<message><source>{0} %</source><translation>{0} %</translation></message>
</context>
<context>
<name>WindowDialogs</name>
<message><source>About</source><translation>关于</translation></message>
<message><source>Choose a dataset folder</source><translation>选择数据集文件夹</translation></message>
<message><source>Free software under the GNU General Public License 3 or later.</source><translation>自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。</translation></message>
</context>
<context>
<name>WorkDialog</name>
<message><source>&amp;Stop</source><translation>停止(&amp;S)</translation></message>
<message><source>C&amp;lose</source><translation>关闭(&amp;L)</translation></message>
</context>
<context>
<name>WorklistFilterBar</name>
<message><source>&amp;From</source><translation>从(&amp;F)</translation></message>
<message><source>&amp;p from</source><translation>p 不低于(&amp;P)</translation></message>
<message><source>&amp;to</source><translation>至(&amp;T)</translation></message>
<message><source>A&amp;ge</source><translation>年龄(&amp;G)</translation></message>
<message><source>All</source><translation>全部</translation></message>
<message><source>F</source><translation>女</translation></message>
<message><source>Filter</source><translation>筛选</translation></message>
<message><source>Filter by date, sex, age and what the network says</source><translation>按日期、性别、年龄和网络意见筛选</translation></message>
<message><source>Filter ●</source><translation>筛选 ●</translation></message>
<message><source>M</source><translation>男</translation></message>
<message><source>M&amp;odel</source><translation>模型(&amp;O)</translation></message>
<message><source>No study that the model classified has a consensus that you may see yet.</source><translation>模型分类过的检查尚无您可查看的共识。</translation></message>
<message><source>No study was read by both kinds of networks yet.</source><translation>尚无检查被两类网络都判读过。</translation></message>
<message><source>Se&amp;x</source><translation>性别(&amp;X)</translation></message>
<message><source>Search</source><translation>搜索</translation></message>
<message><source>Sex</source><translation>性别</translation></message>
<message><source>Show all again</source><translation>重新显示全部</translation></message>
<message><source>Status</source><translation>状态</translation></message>
<message><source>To read</source><translation>待读</translation></message>
<message><source>What the network says; known only of studies whose own reading is sealed</source><translation>网络的意见；仅本人阅片结果已封存的检查可知</translation></message>
<message><source>Where the model differs from the consensus</source><translation>模型与共识不同之处</translation></message>
<message><source>Where the network that answers for views and the one that finds lesions say something else</source><translation>判读图像的网络与发现病灶的网络结果不同之处</translation></message>
<message><source>Words of the study, patient, date, view, tracer or the reason of a skip; Esc shows all studies</source><translation>检查、患者、日期、体位、显像剂或跳过原因中的文字；按 Esc 显示全部检查</translation></message>
<message><source>YYYY-MM-DD</source><translation>年-月-日</translation></message>
<message><source>any</source><translation>不限</translation></message>
<message><source>from-to</source><translation>从-到</translation></message>
<message><source>other</source><translation>其他</translation></message>
<message><source>{title}: 1 study</source><translation>{title}：1 例检查</translation></message>
<message><source>{title}: {count} studies</source><translation>{title}：{count} 例检查</translation></message>
<message><source>⇄ &amp;networks</source><translation>⇄ 网络(&amp;N)</translation></message>
<message><source>≠ &amp;consensus</source><translation>≠ 共识(&amp;C)</translation></message>
</context>
<context>
<name>WorklistTable</name>
<message><source>Worklist</source><translation>工作列表</translation></message>
</context>
<context>
<name>WorklistView</name>
<message><source>1 study</source><translation>1 例检查</translation></message>
<message><source>Listing the studies …</source><translation>正在列出检查…</translation></message>
<message><source>Looking at the studies: {done} of {total}</source><translation>正在查看检查：{done}/{total}</translation></message>
<message><source>No studies yet: import scans.</source><translation>尚无检查：请导入扫描。</translation></message>
<message><source>No study passes the filter. Esc in the search line clears it.</source><translation>没有符合筛选条件的检查。在搜索栏按 Esc 可清除。</translation></message>
<message><source>{shown} of {total} studies shown</source><translation>显示 {shown}/{total} 例检查</translation></message>
<message><source>{total} studies</source><translation>{total} 例检查</translation></message>
</context>
<context>
<name>actions</name>
<message><source>&amp;About</source><translation>关于(&amp;A)</translation></message>
<message><source>&amp;Accept and go on</source><translation>接受并继续(&amp;A)</translation></message>
<message><source>&amp;Add a vertex here</source><translation>在此添加顶点(&amp;A)</translation></message>
<message><source>&amp;Add to the selection</source><translation>加入选择(&amp;A)</translation></message>
<message><source>&amp;Agreement of the readers…</source><translation>阅片者间一致性(&amp;A)…</translation></message>
<message><source>&amp;Back to the studies</source><translation>返回检查(&amp;B)</translation></message>
<message><source>&amp;Bone scan index…</source><translation>骨显像指数(&amp;B)…</translation></message>
<message><source>&amp;Change keys…</source><translation>更改按键(&amp;C)…</translation></message>
<message><source>&amp;Close dataset</source><translation>关闭数据集(&amp;C)</translation></message>
<message><source>&amp;Close the outline</source><translation>闭合标记(&amp;C)</translation></message>
<message><source>&amp;Code</source><translation>编码(&amp;C)</translation></message>
<message><source>&amp;Consensus</source><translation>共识(&amp;C)</translation></message>
<message><source>&amp;Copy</source><translation>复制(&amp;C)</translation></message>
<message><source>&amp;Copy the views with marks</source><translation>复制带标记的体位(&amp;C)</translation></message>
<message><source>&amp;Count profile along a line</source><translation>沿线计数剖面(&amp;C)</translation></message>
<message><source>&amp;De-identify…</source><translation>去标识化(&amp;D)…</translation></message>
<message><source>&amp;Delete</source><translation>删除(&amp;D)</translation></message>
<message><source>&amp;Draw</source><translation>绘制(&amp;D)</translation></message>
<message><source>&amp;Edit</source><translation>编辑(&amp;E)</translation></message>
<message><source>&amp;Edit the code…</source><translation>编辑编码(&amp;E)…</translation></message>
<message><source>&amp;Ellipse</source><translation>椭圆(&amp;E)</translation></message>
<message><source>&amp;End the pointer</source><translation>结束指针(&amp;E)</translation></message>
<message><source>&amp;Exchange the two levels</source><translation>交换两个上限(&amp;E)</translation></message>
<message><source>&amp;Figures of the dataset…</source><translation>数据集指标(&amp;F)…</translation></message>
<message><source>&amp;File</source><translation>文件(&amp;F)</translation></message>
<message><source>&amp;Fit the body, again: the whole picture</source><translation>适合全身，再按一次：整幅图像(&amp;F)</translation></message>
<message><source>&amp;Full screen</source><translation>全屏(&amp;F)</translation></message>
<message><source>&amp;Go to</source><translation>转到(&amp;G)</translation></message>
<message><source>&amp;Go to a study…</source><translation>转到检查(&amp;G)…</translation></message>
<message><source>&amp;Help</source><translation>帮助(&amp;H)</translation></message>
<message><source>&amp;Hide marks</source><translation>隐藏标记(&amp;H)</translation></message>
<message><source>&amp;Hide or show the selected marks</source><translation>隐藏或显示选中的标记(&amp;H)</translation></message>
<message><source>&amp;Hot spot</source><translation>热点(&amp;H)</translation></message>
<message><source>&amp;Import labels…</source><translation>导入标签(&amp;I)…</translation></message>
<message><source>&amp;Import scans…</source><translation>导入扫描(&amp;I)…</translation></message>
<message><source>&amp;Intersection of the outlines</source><translation>轮廓交集(&amp;I)</translation></message>
<message><source>&amp;Keyboard pointer</source><translation>键盘指针(&amp;K)</translation></message>
<message><source>&amp;Keys…</source><translation>按键(&amp;K)…</translation></message>
<message><source>&amp;Larger hot spot, while it grows</source><translation>扩大正在生长的热点(&amp;L)</translation></message>
<message><source>&amp;Link as one lesion</source><translation>关联为同一病灶(&amp;L)</translation></message>
<message><source>&amp;Link zoom and position</source><translation>联动缩放和位置(&amp;L)</translation></message>
<message><source>&amp;Mirror the posterior view</source><translation>镜像显示后位(&amp;M)</translation></message>
<message><source>&amp;Mirrored copy in the other view</source><translation>镜像复制到另一体位(&amp;M)</translation></message>
<message><source>&amp;Mode</source><translation>模式(&amp;M)</translation></message>
<message><source>&amp;Move the pointer</source><translation>移动指针(&amp;M)</translation></message>
<message><source>&amp;Next case</source><translation>下一案例(&amp;N)</translation></message>
<message><source>&amp;Next hot spot without a mark</source><translation>下一个未标记热点(&amp;N)</translation></message>
<message><source>&amp;Next map of the overlay</source><translation>下一种叠加图(&amp;N)</translation></message>
<message><source>&amp;Next mark</source><translation>下一个标记(&amp;N)</translation></message>
<message><source>&amp;Next study</source><translation>下一例检查(&amp;N)</translation></message>
<message><source>&amp;Next that waits</source><translation>下一待定项(&amp;N)</translation></message>
<message><source>&amp;Open dataset…</source><translation>打开数据集(&amp;O)…</translation></message>
<message><source>&amp;Other view</source><translation>另一体位(&amp;O)</translation></message>
<message><source>&amp;Overlay: where it looked</source><translation>叠加图：关注部位(&amp;O)</translation></message>
<message><source>&amp;PACS and DICOMweb…</source><translation>PACS 与 DICOMweb(&amp;P)…</translation></message>
<message><source>&amp;Paste</source><translation>粘贴(&amp;P)</translation></message>
<message><source>&amp;Pointer</source><translation>指针(&amp;P)</translation></message>
<message><source>&amp;Polygon</source><translation>多边形(&amp;P)</translation></message>
<message><source>&amp;Preferences…</source><translation>首选项(&amp;P)…</translation></message>
<message><source>&amp;Press: point, select, pick up, drop</source><translation>按下：定点、选择、拾取、放下(&amp;P)</translation></message>
<message><source>&amp;Previous case</source><translation>上一案例(&amp;P)</translation></message>
<message><source>&amp;Previous study</source><translation>上一例检查(&amp;P)</translation></message>
<message><source>&amp;Previous that waits</source><translation>上一待定项(&amp;P)</translation></message>
<message><source>&amp;Quit</source><translation>退出(&amp;Q)</translation></message>
<message><source>&amp;Reading</source><translation>阅片(&amp;R)</translation></message>
<message><source>&amp;Rectangle</source><translation>矩形(&amp;R)</translation></message>
<message><source>&amp;Redo</source><translation>重做(&amp;R)</translation></message>
<message><source>&amp;Reject: nothing is there</source><translation>否决：此处无病灶(&amp;R)</translation></message>
<message><source>&amp;Report and lesions</source><translation>报告与病灶(&amp;R)</translation></message>
<message><source>&amp;Reset the window</source><translation>复位显示窗(&amp;R)</translation></message>
<message><source>&amp;Review</source><translation>复核(&amp;R)</translation></message>
<message><source>&amp;Scores of the model…</source><translation>模型评分(&amp;S)…</translation></message>
<message><source>&amp;Seal and go on</source><translation>封存并继续(&amp;S)</translation></message>
<message><source>&amp;Search the worklist</source><translation>搜索工作列表(&amp;S)</translation></message>
<message><source>&amp;Select</source><translation>选择(&amp;S)</translation></message>
<message><source>&amp;Show the second opinion</source><translation>显示第二意见(&amp;S)</translation></message>
<message><source>&amp;Smaller hot spot, while it grows</source><translation>缩小正在生长的热点(&amp;S)</translation></message>
<message><source>&amp;Statistics</source><translation>统计(&amp;S)</translation></message>
<message><source>&amp;Study</source><translation>检查(&amp;S)</translation></message>
<message><source>&amp;Table of reasons…</source><translation>原因表(&amp;T)…</translation></message>
<message><source>&amp;Take</source><translation>采用(&amp;T)</translation></message>
<message><source>&amp;Take back the last run…</source><translation>撤回最后一次运行(&amp;T)…</translation></message>
<message><source>&amp;Tools</source><translation>工具(&amp;T)</translation></message>
<message><source>&amp;Train a network…</source><translation>训练网络(&amp;T)…</translation></message>
<message><source>&amp;Undo</source><translation>撤销(&amp;U)</translation></message>
<message><source>&amp;Union of the outlines</source><translation>轮廓并集(&amp;U)</translation></message>
<message><source>&amp;Verify and check…</source><translation>核验并检查(&amp;V)…</translation></message>
<message><source>&amp;View</source><translation>视图(&amp;V)</translation></message>
<message><source>&amp;Voted outline</source><translation>投票轮廓(&amp;V)</translation></message>
<message><source>&amp;What if the selected marks were erased</source><translation>假设抹除选中的标记(&amp;W)</translation></message>
<message><source>&amp;Window</source><translation>窗口(&amp;W)</translation></message>
<message><source>&amp;Worklist</source><translation>工作列表(&amp;W)</translation></message>
<message><source>&amp;Zoom</source><translation>缩放(&amp;Z)</translation></message>
<message><source>Accept</source><translation>接受</translation></message>
<message><source>Accept all that is u&amp;nanimous</source><translation>接受全部意见一致项(&amp;N)</translation></message>
<message><source>Accept all that is unanimous in the &amp;whole queue…</source><translation>接受整个队列中意见一致项(&amp;W)…</translation></message>
<message><source>Add a verte&amp;x on the edge</source><translation>在边上添加顶点(&amp;X)</translation></message>
<message><source>Back</source><translation>返回</translation></message>
<message><source>Both views at &amp;two levels</source><translation>双窗显示两个体位(&amp;T)</translation></message>
<message><source>C&amp;aptions beside marks</source><translation>标记旁的文字(&amp;A)</translation></message>
<message><source>C&amp;hange since the prior study</source><translation>与既往检查比较的变化(&amp;H)</translation></message>
<message><source>Certainty 1: a guess</source><translation>把握度 1：猜测</translation></message>
<message><source>Certainty 2: doubtful</source><translation>把握度 2：可疑</translation></message>
<message><source>Certainty 3: likely</source><translation>把握度 3：可能</translation></message>
<message><source>Certainty 4: very likely</source><translation>把握度 4：很可能</translation></message>
<message><source>Certainty 5: certain</source><translation>把握度 5：肯定</translation></message>
<message><source>Change &amp;reader…</source><translation>更换阅片者(&amp;R)…</translation></message>
<message><source>Classify the s&amp;elected studies</source><translation>判读选中的检查(&amp;E)</translation></message>
<message><source>Classify the studies that the &amp;list shows</source><translation>判读列表显示的检查(&amp;L)</translation></message>
<message><source>Classify the whole data&amp;set</source><translation>判读整个数据集(&amp;S)</translation></message>
<message><source>Classify this study &amp;again</source><translation>重新判读此检查(&amp;A)</translation></message>
<message><source>Co&amp;mment</source><translation>备注(&amp;M)</translation></message>
<message><source>Colours and &amp;curve</source><translation>颜色与曲线(&amp;C)</translation></message>
<message><source>Conso&amp;lidate: let the readings vote</source><translation>合议：由阅片结果投票(&amp;L)</translation></message>
<message><source>Copy the acti&amp;ve view</source><translation>复制当前体位(&amp;V)</translation></message>
<message><source>Correct anterior and pos&amp;terior…</source><translation>更正前位与后位(&amp;T)…</translation></message>
<message><source>Cu&amp;t</source><translation>剪切(&amp;T)</translation></message>
<message><source>D&amp;uplicate</source><translation>创建副本(&amp;U)</translation></message>
<message><source>Design of the stud&amp;y…</source><translation>研究设计(&amp;Y)…</translation></message>
<message><source>E&amp;xport labels and reports…</source><translation>导出标签和报告(&amp;X)…</translation></message>
<message><source>Earlier &amp;versions…</source><translation>历史版本(&amp;V)…</translation></message>
<message><source>Ellipse</source><translation>椭圆</translation></message>
<message><source>Fit</source><translation>适应窗口</translation></message>
<message><source>Focus the &amp;lesions, or the side of the mode</source><translation>转到病灶列表或模式侧栏(&amp;L)</translation></message>
<message><source>Focus the &amp;pictures</source><translation>转到图像(&amp;P)</translation></message>
<message><source>Gamma higher</source><translation>增大伽马</translation></message>
<message><source>Gamma lower</source><translation>减小伽马</translation></message>
<message><source>Hot spot</source><translation>热点</translation></message>
<message><source>In&amp;vert</source><translation>反相(&amp;V)</translation></message>
<message><source>Keyboard pointer: {0} {1} {2} {3} move it, {4} presses, {5} finds the next hot spot, {6} ends it.</source><translation>键盘指针：{0} {1} {2} {3} 移动，{4} 按下，{5} 查找下一热点，{6} 结束。</translation></message>
<message><source>L&amp;ock or unlock</source><translation>锁定或解锁(&amp;O)</translation></message>
<message><source>Linear, &amp;gamma, logarithm</source><translation>线性、伽马、对数(&amp;G)</translation></message>
<message><source>Measure the model &amp;again</source><translation>重新测量模型(&amp;A)</translation></message>
<message><source>Mo&amp;ve the marks</source><translation>移动标记(&amp;V)</translation></message>
<message><source>Move 1 pixel down</source><translation>下移 1 像素</translation></message>
<message><source>Move 1 pixel left</source><translation>左移 1 像素</translation></message>
<message><source>Move 1 pixel right</source><translation>右移 1 像素</translation></message>
<message><source>Move 1 pixel up</source><translation>上移 1 像素</translation></message>
<message><source>Move 10 pixels down</source><translation>下移 10 像素</translation></message>
<message><source>Move 10 pixels left</source><translation>左移 10 像素</translation></message>
<message><source>Move 10 pixels right</source><translation>右移 10 像素</translation></message>
<message><source>Move 10 pixels up</source><translation>上移 10 像素</translation></message>
<message><source>Next</source><translation>下一个</translation></message>
<message><source>Next &amp;colour map</source><translation>下一种配色(&amp;C)</translation></message>
<message><source>Next &amp;unread study</source><translation>下一例未读检查(&amp;U)</translation></message>
<message><source>Next case without &amp;my review</source><translation>下一个我未复核的案例(&amp;M)</translation></message>
<message><source>Normal</source><translation>正常</translation></message>
<message><source>One pixel is one &amp;point</source><translation>一像素一点(&amp;P)</translation></message>
<message><source>One view or &amp;both</source><translation>单幅或双幅图像(&amp;B)</translation></message>
<message><source>Open in &amp;labelme</source><translation>在 labelme 中打开(&amp;L)</translation></message>
<message><source>Overlay &amp;clearer</source><translation>叠加图变淡(&amp;C)</translation></message>
<message><source>Overlay &amp;denser</source><translation>叠加图变浓(&amp;D)</translation></message>
<message><source>Paste into the &amp;active view</source><translation>粘贴到当前图像(&amp;A)</translation></message>
<message><source>Pointer 1 pixel down</source><translation>指针下移 1 像素</translation></message>
<message><source>Pointer 1 pixel left</source><translation>指针左移 1 像素</translation></message>
<message><source>Pointer 1 pixel right</source><translation>指针右移 1 像素</translation></message>
<message><source>Pointer 1 pixel up</source><translation>指针上移 1 像素</translation></message>
<message><source>Pointer 10 pixels down</source><translation>指针下移 10 像素</translation></message>
<message><source>Pointer 10 pixels left</source><translation>指针左移 10 像素</translation></message>
<message><source>Pointer 10 pixels right</source><translation>指针右移 10 像素</translation></message>
<message><source>Pointer 10 pixels up</source><translation>指针上移 10 像素</translation></message>
<message><source>Pointer a quarter down</source><translation>指针下移四分之一</translation></message>
<message><source>Pointer a quarter left</source><translation>指针左移四分之一</translation></message>
<message><source>Pointer a quarter right</source><translation>指针右移四分之一</translation></message>
<message><source>Pointer a quarter up</source><translation>指针上移四分之一</translation></message>
<message><source>Polygon</source><translation>多边形</translation></message>
<message><source>Pre&amp;vious hot spot without a mark</source><translation>上一个未标记热点(&amp;V)</translation></message>
<message><source>Pre&amp;vious mark</source><translation>上一个标记(&amp;V)</translation></message>
<message><source>Previous</source><translation>上一个</translation></message>
<message><source>Previous un&amp;read study</source><translation>上一例未读检查(&amp;R)</translation></message>
<message><source>Pri&amp;or study beside this one</source><translation>并排显示既往检查(&amp;O)</translation></message>
<message><source>Pro&amp;gress of the readers…</source><translation>阅片者进度(&amp;G)…</translation></message>
<message><source>Profile</source><translation>剖面</translation></message>
<message><source>R&amp;eason</source><translation>原因(&amp;E)</translation></message>
<message><source>R&amp;eason of the error</source><translation>错误原因(&amp;E)</translation></message>
<message><source>R&amp;uler</source><translation>标尺(&amp;U)</translation></message>
<message><source>Re&amp;move this vertex</source><translation>删除此顶点(&amp;M)</translation></message>
<message><source>Re&amp;open the sealed reading…</source><translation>重新打开已封存的阅片结果(&amp;O)…</translation></message>
<message><source>Re&amp;view of errors</source><translation>错误复核(&amp;V)</translation></message>
<message><source>Read the &amp;files again</source><translation>重新读取文件(&amp;F)</translation></message>
<message><source>Read the &amp;queue again</source><translation>重新读取队列(&amp;Q)</translation></message>
<message><source>Recent code 1</source><translation>最近编码 1</translation></message>
<message><source>Recent code 2</source><translation>最近编码 2</translation></message>
<message><source>Recent code 3</source><translation>最近编码 3</translation></message>
<message><source>Recent code 4</source><translation>最近编码 4</translation></message>
<message><source>Recent code 5</source><translation>最近编码 5</translation></message>
<message><source>Recent code 6</source><translation>最近编码 6</translation></message>
<message><source>Recent code 7</source><translation>最近编码 7</translation></message>
<message><source>Recent code 8</source><translation>最近编码 8</translation></message>
<message><source>Recent code 9</source><translation>最近编码 9</translation></message>
<message><source>Rectangle</source><translation>矩形</translation></message>
<message><source>Redo</source><translation>重做</translation></message>
<message><source>Redo the decisi&amp;on</source><translation>重做裁定(&amp;O)</translation></message>
<message><source>Reject</source><translation>否决</translation></message>
<message><source>Report</source><translation>报告</translation></message>
<message><source>Reports of &amp;all studies…</source><translation>所有检查的报告(&amp;A)…</translation></message>
<message><source>Ruler</source><translation>标尺</translation></message>
<message><source>S&amp;kip with a reason…</source><translation>说明原因并跳过(&amp;K)…</translation></message>
<message><source>S&amp;ort the list by the cursor's column</source><translation>按光标所在列排序(&amp;O)</translation></message>
<message><source>S&amp;top classifying</source><translation>停止判读(&amp;T)</translation></message>
<message><source>Save a copy &amp;elsewhere…</source><translation>另存副本(&amp;E)…</translation></message>
<message><source>Save the &amp;views as a picture…</source><translation>将体位保存为图片(&amp;V)…</translation></message>
<message><source>Say nor&amp;mal</source><translation>判为正常(&amp;M)</translation></message>
<message><source>Se&amp;lect</source><translation>选择(&amp;L)</translation></message>
<message><source>Seal</source><translation>封存</translation></message>
<message><source>Seal and s&amp;tay</source><translation>封存并停留(&amp;T)</translation></message>
<message><source>Second o&amp;pinion</source><translation>第二意见(&amp;P)</translation></message>
<message><source>Select</source><translation>选择</translation></message>
<message><source>Select &amp;all</source><translation>全选(&amp;A)</translation></message>
<message><source>Sett&amp;ings of the dataset…</source><translation>数据集设置(&amp;I)…</translation></message>
<message><source>Settle the &amp;conflict…</source><translation>解决冲突(&amp;C)…</translation></message>
<message><source>Side</source><translation>侧栏</translation></message>
<message><source>Smooth pi&amp;xels</source><translation>像素平滑(&amp;X)</translation></message>
<message><source>Study re&amp;port…</source><translation>检查报告(&amp;P)…</translation></message>
<message><source>Summary of this s&amp;itting…</source><translation>本次阅片小结(&amp;I)…</translation></message>
<message><source>Ta&amp;ke back the last accept-all…</source><translation>撤回最近一次“全部接受”(&amp;K)…</translation></message>
<message><source>Take &amp;back the last point, or remove the vertex</source><translation>退回上一点，或删除顶点(&amp;B)</translation></message>
<message><source>Take what the &amp;first reader says</source><translation>采用第一阅片者的意见(&amp;F)</translation></message>
<message><source>Take what the &amp;second reader says</source><translation>采用第二阅片者的意见(&amp;S)</translation></message>
<message><source>Take what the &amp;third reader says</source><translation>采用第三阅片者的意见(&amp;T)</translation></message>
<message><source>The label is right: &amp;agree</source><translation>标签正确：同意(&amp;A)</translation></message>
<message><source>The label is wrong: &amp;disagree</source><translation>标签错误：不同意(&amp;D)</translation></message>
<message><source>The same, or &amp;close the outline</source><translation>同上，或闭合标记(&amp;C)</translation></message>
<message><source>Try to &amp;save again</source><translation>重试保存(&amp;S)</translation></message>
<message><source>Two levels</source><translation>双窗</translation></message>
<message><source>Undo</source><translation>撤销</translation></message>
<message><source>Undo the last &amp;decision</source><translation>撤销上一裁定(&amp;D)</translation></message>
<message><source>Unlin&amp;k</source><translation>取消关联(&amp;K)</translation></message>
<message><source>Upper le&amp;vel</source><translation>上限(&amp;V)</translation></message>
<message><source>Upper level 100 %</source><translation>上限 100 %</translation></message>
<message><source>Upper level 15 %</source><translation>上限 15 %</translation></message>
<message><source>Upper level 30 %</source><translation>上限 30 %</translation></message>
<message><source>Upper level 50 %</source><translation>上限 50 %</translation></message>
<message><source>Upper level 75 %</source><translation>上限 75 %</translation></message>
<message><source>Upper level higher</source><translation>提高上限</translation></message>
<message><source>Upper level lower</source><translation>降低上限</translation></message>
<message><source>Use another &amp;model…</source><translation>使用其他模型(&amp;M)…</translation></message>
<message><source>Worklist</source><translation>工作列表</translation></message>
<message><source>Zoom &amp;in</source><translation>放大(&amp;I)</translation></message>
<message><source>Zoom o&amp;ut</source><translation>缩小(&amp;U)</translation></message>
<message><source>{key} already means “{other}”. Choose another key, or free that one first.</source><translation>{key} 已用于“{other}”。请选择其他按键，或先释放该按键。</translation></message>
</context>
<context>
<name>burden</name>
<message><source>Change</source><translation>变化</translation></message>
<message><source>Index, % of the skeleton</source><translation>指数，占骨骼的 %</translation></message>
<message><source>No study of this patient has an index from this source.</source><translation>该患者没有任何检查具有此来源的指数。</translation></message>
<message><source>Skeleton in the views</source><translation>图像所见骨骼</translation></message>
<message><source>The bones are drawn by the network.</source><translation>骨骼由网络勾画。</translation></message>
<message><source>Weights: {name} ({title}).</source><translation>权重：{name}（{title}）。</translation></message>
<message><source>bone scan index; ▲ ▼ ≈ against the study before</source><translation>骨显像指数；▲ ▼ ≈ 为与前一检查比较</translation></message>
<message><source>my own marks</source><translation>本人的标记</translation></message>
<message><source>no index</source><translation>无指数</translation></message>
<message><source>percent of the skeleton</source><translation>占骨骼的百分比</translation></message>
<message><source>the consensus</source><translation>共识</translation></message>
<message><source>the network</source><translation>网络</translation></message>
<message><source>the truth</source><translation>真值</translation></message>
<message><source>unlike</source><translation>不相似</translation></message>
<message><source>± {limit}: repeat scans differ by as much</source><translation>± {limit}：重复扫描即有此差异</translation></message>
<message><source>≈ within repeatability</source><translation>≈ 在重复性范围内</translation></message>
<message><source>▲ higher</source><translation>▲ 升高</translation></message>
<message><source>▼ lower</source><translation>▼ 降低</translation></message>
</context>
<context>
<name>consensus</name>
<message><source>#{number} {views} {code}</source><translation>#{number} {views} {code}</translation></message>
<message><source>2:1 – readers differ</source><translation>2:1 – 阅片者意见不一</translation></message>
<message><source>All readers agree</source><translation>全部阅片者一致</translation></message>
<message><source>All studies</source><translation>全部检查</translation></message>
<message><source>Artefact</source><translation>伪影</translation></message>
<message><source>Asymmetry</source><translation>不对称</translation></message>
<message><source>Code was wrong</source><translation>编码有误</translation></message>
<message><source>Low counts</source><translation>计数低</translation></message>
<message><source>Model differs</source><translation>模型意见不同</translation></message>
<message><source>Normal variant</source><translation>正常变异</translation></message>
<message><source>Other</source><translation>其他</translation></message>
<message><source>Outline was wrong</source><translation>轮廓有误</translation></message>
<message><source>Reader missing</source><translation>缺少阅片者</translation></message>
<message><source>Spine</source><translation>脊柱</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>Symmetric joints</source><translation>关节对称</translation></message>
<message><source>The lesion is clear</source><translation>病灶明确</translation></message>
<message><source>Waiting for a person</source><translation>等待人工裁定</translation></message>
<message><source>abnormal, but no agreed lesion</source><translation>异常，但无一致认定的病灶</translation></message>
<message><source>agreed</source><translation>已达成一致</translation></message>
<message><source>body part differs</source><translation>部位不同</translation></message>
<message><source>disease differs</source><translation>疾病不同</translation></message>
<message><source>label doubted in a review of errors</source><translation>错误复核中标签受质疑</translation></message>
<message><source>lesions contradict the answer</source><translation>病灶与结论矛盾</translation></message>
<message><source>no majority</source><translation>无多数意见</translation></message>
<message><source>one voice</source><translation>仅一人标记</translation></message>
<message><source>outlines far apart</source><translation>轮廓相差较大</translation></message>
<message><source>rejected by {name}</source><translation>{name} 已否决</translation></message>
<message><source>settled by {name}</source><translation>{name} 已裁定</translation></message>
<message><source>side differs</source><translation>侧别不同</translation></message>
<message><source>{view}: answer</source><translation>{view}：结论</translation></message>
</context>
<context>
<name>design</name>
<message><source>Design of the study</source><translation>研究设计</translation></message>
<message><source>How a study is designed belongs to the study lead, for readers are blind to it.</source><translation>研究设计属于研究负责人，阅片者对此保持盲态。</translation></message>
<message><source>Sign in without a reader's name (File, Change reader). Readings stay blind.</source><translation>请不以阅片者名称登录（文件 → 更换阅片者）。阅片仍保持盲法。</translation></message>
</context>
<context>
<name>exchange</name>
<message><source>And {count} more.</source><translation>另有 {count} 项。</translation></message>
<message><source>Exchange</source><translation>数据交换</translation></message>
<message><source>No. {number}</source><translation>第 {number} 号</translation></message>
<message><source>Sign in without a reader's name (File, Change reader). Readings stay blind.</source><translation>请不以阅片者名称登录（文件 → 更换阅片者）。阅片仍保持盲法。</translation></message>
<message><source>What goes out and comes in concerns every reading, so it is open to the study lead only.</source><translation>数据的导出和导入涉及全部阅片结果，仅对研究负责人开放。</translation></message>
<message><source>the consensus</source><translation>共识</translation></message>
<message><source>the simulated truth</source><translation>模拟的真值</translation></message>
</context>
<context>
<name>figures</name>
<message><source>Cohen's kappa</source><translation>Cohen Kappa</translation></message>
<message><source>Cohen's kappa against the others</source><translation>与他人的 Cohen Kappa</translation></message>
<message><source>Fleiss' kappa</source><translation>Fleiss Kappa</translation></message>
<message><source>Gwet's AC1</source><translation>Gwet AC1</translation></message>
<message><source>Krippendorff's alpha</source><translation>Krippendorff α</translation></message>
<message><source>adjudicate</source><translation>裁定</translation></message>
<message><source>age</source><translation>年龄</translation></message>
<message><source>arthritic</source><translation>关节炎</translation></message>
<message><source>arthritis</source><translation>关节炎</translation></message>
<message><source>bilateral</source><translation>双侧</translation></message>
<message><source>class</source><translation>类别</translation></message>
<message><source>consensus</source><translation>共识</translation></message>
<message><source>detection F1</source><translation>检出 F1</translation></message>
<message><source>disease</source><translation>疾病</translation></message>
<message><source>false positives per view against the others</source><translation>对照他人的每幅图像假阳性数</translation></message>
<message><source>left</source><translation>左</translation></message>
<message><source>lesions</source><translation>病灶数</translation></message>
<message><source>maximum</source><translation>最大值</translation></message>
<message><source>mean 95 % Hausdorff distance of matched lesions (pixels)</source><translation>匹配病灶的平均 95 % Hausdorff 距离（像素）</translation></message>
<message><source>mean Dice of matched lesions</source><translation>匹配病灶的平均 Dice</translation></message>
<message><source>mean Dice of views</source><translation>图像的平均 Dice</translation></message>
<message><source>mean IoU of matched lesions</source><translation>匹配病灶的平均 IoU</translation></message>
<message><source>metastasis</source><translation>骨转移</translation></message>
<message><source>metastatic</source><translation>转移</translation></message>
<message><source>metastatic &amp; arthritic</source><translation>转移并关节炎</translation></message>
<message><source>no side</source><translation>无侧别</translation></message>
<message><source>normal</source><translation>正常</translation></message>
<message><source>others</source><translation>他人</translation></message>
<message><source>part</source><translation>部位</translation></message>
<message><source>patients</source><translation>患者数</translation></message>
<message><source>raw agreement</source><translation>原始一致率</translation></message>
<message><source>right</source><translation>右</translation></message>
<message><source>same body part of matched lesions</source><translation>匹配病灶的部位一致率</translation></message>
<message><source>same disease of matched lesions</source><translation>匹配病灶的疾病一致率</translation></message>
<message><source>same side of matched lesions</source><translation>匹配病灶的侧别一致率</translation></message>
<message><source>sensitivity against the others</source><translation>对照他人的敏感度</translation></message>
<message><source>sex</source><translation>性别</translation></message>
<message><source>short</source><translation>简称</translation></message>
<message><source>studies</source><translation>检查</translation></message>
<message><source>study</source><translation>检查</translation></message>
<message><source>truth</source><translation>真值</translation></message>
<message><source>unknown</source><translation>未知</translation></message>
<message><source>vertebra (the three parts of the spine)</source><translation>椎骨（脊柱三部分之和）</translation></message>
<message><source>view</source><translation>体位</translation></message>
<message><source>views</source><translation>图像</translation></message>
<message><source>{name} could not be written ({reason}). Nothing was saved; choose another place.</source><translation>{name} 未能写入（{reason}）。未保存任何内容；请选择其他位置。</translation></message>
</context>
<context>
<name>lead</name>
<message><source>Sign in without a reader's name (File, Change reader). Readings stay blind.</source><translation>请不以阅片者名称登录（文件 → 更换阅片者）。阅片仍保持盲法。</translation></message>
<message><source>Study lead</source><translation>研究负责人</translation></message>
<message><source>This concerns every reader, so it is open to the study lead only.</source><translation>这涉及每位阅片者，因此仅对研究负责人开放。</translation></message>
<message><source>Write the heads down elsewhere: they tell a chain whose end was cut off.</source><translation>请将各链的最新摘要另行记录：据此可发现末尾被截断的链。</translation></message>
<message><source>{reader}: acts written down: {acts}; head of the chain: {head}</source><translation>{reader}：已记录操作 {acts} 项；链的最新摘要：{head}</translation></message>
</context>
<context>
<name>lesions</name>
<message><source>False marks of a disease per view: at most {rate}</source><translation>每幅图像每种疾病的假标记：至多 {rate}</translation></message>
<message><source>Found by both</source><translation>双方均发现</translation></message>
<message><source>Only by the network</source><translation>仅网络发现</translation></message>
<message><source>Only by you</source><translation>仅您发现</translation></message>
<message><source>Only in the consensus</source><translation>仅共识中有</translation></message>
<message><source>Unlike what the network learned: this answer counts as none.</source><translation>与网络所学不同：此判读不计入。</translation></message>
<message><source>consensus too</source><translation>共识亦有</translation></message>
<message><source>measured on {patients} patients of {dataset}</source><translation>在 {dataset} 的 {patients} 位患者上测得</translation></message>
<message><source>no answer</source><translation>无判读</translation></message>
<message><source>you: {finding}</source><translation>您：{finding}</translation></message>
<message><source>{disease}: none counts</source><translation>{disease}：均不计入</translation></message>
<message><source>{disease}: {percent} found, from p {level}</source><translation>{disease}：发现 {percent}，p 自 {level} 起</translation></message>
</context>
<context>
<name>measures</name>
<message><source>ANT</source><translation>前位</translation></message>
<message><source>No. {number}</source><translation>第{number}号</translation></message>
<message><source>POST</source><translation>后位</translation></message>
<message><source>{area} cm²</source><translation>{area} cm²</translation></message>
<message><source>{count} px</source><translation>{count} px</translation></message>
<message><source>{length} mm</source><translation>{length} mm</translation></message>
<message><source>{length} px</source><translation>{length} px</translation></message>
</context>
<context>
<name>opinion</name>
<message><source>1st {first} {p:.2f}, 2nd {second} {q:.2f}</source><translation>第一{first} {p:.2f}，第二{second} {q:.2f}</translation></message>
<message><source>Both diseases are said where they hold the two top places and the second reaches {threshold:.2f}.</source><translation>当两种疾病占据前两位且第二位达到 {threshold:.2f} 时，同时判为两种疾病。</translation></message>
<message><source>No model is installed, so there is no second opinion. Choose a model folder that training has written.</source><translation>未安装模型，故无第二意见。请选择由训练写出的模型文件夹。</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>trained {day}</source><translation>训练于 {day}</translation></message>
</context>
<context>
<name>review</name>
<message><source>Artefact</source><translation>伪影</translation></message>
<message><source>Asymmetry ignored</source><translation>忽略了不对称</translation></message>
<message><source>Degenerative or metastatic spine</source><translation>脊柱退变或转移</translation></message>
<message><source>Low counts</source><translation>计数低</translation></message>
<message><source>Normal variant of uptake</source><translation>摄取的正常变异</translation></message>
<message><source>Other</source><translation>其他</translation></message>
<message><source>Symmetric joints read as normal</source><translation>对称关节判为正常</translation></message>
<message><source>The label is wrong</source><translation>标签有误</translation></message>
<message><source>right</source><translation>正确</translation></message>
<message><source>wrong</source><translation>错误</translation></message>
<message><source>{who}: label {verdict}; {reason}</source><translation>{who}：标签{verdict}；{reason}</translation></message>
</context>
<context>
<name>scores</name>
<message><source> – label wrong</source><translation> – 标签有误</translation></message>
<message><source>1 more view is unlike what the network learned: no answer, not counted.</source><translation>另有 1 幅图像与网络所学不同：无判读，不计入。</translation></message>
<message><source>1 of them has no answer of the study yet and is left out where studies are counted.</source><translation>其中 1 例尚无检查级结论，按检查计数时不计入。</translation></message>
<message><source>1 − specificity</source><translation>1 − 特异度</translation></message>
<message><source>95 % from</source><translation>95 % 下限</translation></message>
<message><source>95 % intervals drawn by patient. Research use only.</source><translation>95 % 区间按患者抽样。仅供研究使用。</translation></message>
<message><source>AUC</source><translation>AUC</translation></message>
<message><source>Accuracy</source><translation>准确率</translation></message>
<message><source>Averages</source><translation>均值</translation></message>
<message><source>Averages over the classes</source><translation>各类别均值</translation></message>
<message><source>Both diseases</source><translation>两种疾病</translation></message>
<message><source>Calibration</source><translation>校准</translation></message>
<message><source>Classes</source><translation>类别</translation></message>
<message><source>Confusion matrix</source><translation>混淆矩阵</translation></message>
<message><source>Counted</source><translation>统计单位</translation></message>
<message><source>Dataset</source><translation>数据集</translation></message>
<message><source>Each class against the rest</source><translation>每一类别对其余类别</translation></message>
<message><source>Errors</source><translation>错误</translation></message>
<message><source>F-1</source><translation>F-1</translation></message>
<message><source>Found at one false mark per view</source><translation>每幅图像一个假阳性标记时的发现率</translation></message>
<message><source>Free response</source><translation>自由响应</translation></message>
<message><source>Free-response curves</source><translation>自由响应曲线</translation></message>
<message><source>Labels</source><translation>标签</translation></message>
<message><source>Left out: {model}, which has classified {count} of these {total} views.</source><translation>未纳入：{model}，它只判读了这 {total} 幅图像中的 {count} 幅。</translation></message>
<message><source>Lesion size</source><translation>病灶大小</translation></message>
<message><source>Loss</source><translation>损失</translation></message>
<message><source>Matrices</source><translation>矩阵</translation></message>
<message><source>Metastases in rectangles, arthritis in ellipses.</source><translation>矩形为骨转移，椭圆为关节炎。</translation></message>
<message><source>Model</source><translation>模型</translation></message>
<message><source>Part and size</source><translation>部位与大小</translation></message>
<message><source>ROC</source><translation>ROC</translation></message>
<message><source>ROC curves</source><translation>ROC 曲线</translation></message>
<message><source>Score</source><translation>指标</translation></message>
<message><source>Sensitivity by lesion size</source><translation>不同病灶大小的敏感度</translation></message>
<message><source>There is no such view.</source><translation>没有此图像。</translation></message>
<message><source>Top-1</source><translation>Top-1</translation></message>
<message><source>Top-2</source><translation>Top-2</translation></message>
<message><source>Training</source><translation>训练</translation></message>
<message><source>Value</source><translation>数值</translation></message>
<message><source>abnormal against normal</source><translation>异常对正常</translation></message>
<message><source>accuracy</source><translation>准确率</translation></message>
<message><source>area of the view's largest lesion, px²</source><translation>图像中最大病灶的面积，px²</translation></message>
<message><source>arthritis</source><translation>关节炎</translation></message>
<message><source>epoch</source><translation>轮次</translation></message>
<message><source>false marks per view</source><translation>每幅图像的假阳性标记数</translation></message>
<message><source>lesions</source><translation>病灶数</translation></message>
<message><source>lesions found</source><translation>病灶检出率</translation></message>
<message><source>mean of classes</source><translation>类别均值</translation></message>
<message><source>mean output</source><translation>平均输出</translation></message>
<message><source>metastasis</source><translation>骨转移</translation></message>
<message><source>named</source><translation>说出</translation></message>
<message><source>precision</source><translation>精确率</translation></message>
<message><source>said</source><translation>判为</translation></message>
<message><source>said {answer}</source><translation>判为{answer}</translation></message>
<message><source>said {answer} ({p:.2f})</source><translation>判为{answer}（{p:.2f}）</translation></message>
<message><source>sensitivity</source><translation>敏感度</translation></message>
<message><source>share of right answers</source><translation>正确结论的比例</translation></message>
<message><source>share of views that show it</source><translation>可见该病的图像比例</translation></message>
<message><source>specificity</source><translation>特异度</translation></message>
<message><source>studies</source><translation>检查</translation></message>
<message><source>the disk may be full</source><translation>磁盘可能已满</translation></message>
<message><source>to</source><translation>上限</translation></message>
<message><source>training</source><translation>训练</translation></message>
<message><source>true</source><translation>真实</translation></message>
<message><source>true {answer}</source><translation>真实为{answer}</translation></message>
<message><source>unlike what it learned: no answer, left out</source><translation>与所学不同：无判读，不计入</translation></message>
<message><source>validation</source><translation>验证</translation></message>
<message><source>views</source><translation>图像</translation></message>
<message><source>{count} more views are unlike what the network learned: no answer, not counted.</source><translation>另有 {count} 幅图像与网络所学不同：无判读，不计入。</translation></message>
<message><source>{count} of them have no answer of the study yet and are left out where studies are counted.</source><translation>其中 {count} 例尚无检查级结论，按检查计数时不计入。</translation></message>
<message><source>{disease} ({count} lesions)</source><translation>{disease}（{count} 个病灶）</translation></message>
<message><source>{disease} found at {rate} false marks per view</source><translation>每幅图像 {rate} 个假阳性标记时发现的{disease}</translation></message>
<message><source>{model} on {dataset}, {count} studies of {patients} patients, labels: {labels}.</source><translation>{model} 对 {dataset}，{patients} 位患者的 {count} 例检查，标签：{labels}。</translation></message>
<message><source>{model} on {dataset}, {count} views of {patients} patients, labels: {labels}.</source><translation>{model} 对 {dataset}，{patients} 位患者的 {count} 幅图像，标签：{labels}。</translation></message>
<message><source>{name} could not be written ({reason}). Choose another place.</source><translation>{name} 未能写入（{reason}）。请选择其他位置。</translation></message>
<message><source>{name}, mean error {error:.2f}</source><translation>{name}，平均误差 {error:.2f}</translation></message>
<message><source>{views} views of {studies} studies.</source><translation>{studies} 例检查的 {views} 幅图像。</translation></message>
</context>
<context>
<name>sentence</name>
<message><source>
{count} lesions of {disease} in {views} views: {mean:.1f} a view.</source><translation>
{views} 幅图像中有 {count} 个{disease}病灶：平均每幅 {mean:.1f} 个。</translation></message>
<message><source>  This is no code of the dataset's book; labels.txt lists them.</source><translation>  这不是此数据集编码表中的编码；labels.txt 列有全部编码。</translation></message>
<message><source>(default: </source><translation>（默认：</translation></message>
<message><source>(one of: </source><translation>（可选：</translation></message>
<message><source>--follow-up must lie between 0 and 1. Nothing was done.</source><translation>--follow-up 应在 0 与 1 之间。未执行任何操作。</translation></message>
<message><source>--level must lie between 0 and 1, --samples be 1 or more. Nothing was computed.</source><translation>--level 应在 0 与 1 之间，--samples 应不小于 1。未作计算。</translation></message>
<message><source>--pairs and --samples must be 1 or more, --false above 0. Nothing was measured.</source><translation>--pairs 和 --samples 应不小于 1，--false 应大于 0。未作测量。</translation></message>
<message><source>--patients must be 1 or more. Nothing was done.</source><translation>--patients 应不小于 1。未执行任何操作。</translation></message>
<message><source>--patients must be below 100,000. Nothing was done.</source><translation>--patients 应小于 100,000。未执行任何操作。</translation></message>
<message><source>--record needs --maps for this model. Nothing was measured.</source><translation>对此模型，--record 需要 --maps。未作测量。</translation></message>
<message><source>--samples and --studies must be 1 or more. Nothing was measured.</source><translation>--samples 和 --studies 应不小于 1。未作测量。</translation></message>
<message><source>--samples must be 1 or more. Nothing was measured.</source><translation>--samples 应不小于 1。未作测量。</translation></message>
<message><source>--seed must not be negative. Nothing was done.</source><translation>--seed 不得为负数。未执行任何操作。</translation></message>
<message><source>--seeds and --folds are for networks that answer for a view. Nothing was written; leave them out.</source><translation>--seeds 和 --folds 用于对单个体位作答的网络。未写入任何内容；请去掉它们。</translation></message>
<message><source>--shares is for models that find lesions, and this one is none. Nothing was classified.</source><translation>--shares 用于检出病灶的模型，而此模型不是。未作判读。</translation></message>
<message><source>--shares is for models that find lesions, and this one is none. Nothing was measured.</source><translation>--shares 用于检出病灶的模型，而此模型不是。未作测量。</translation></message>
<message><source>--workers must be 1 or more. Nothing was done.</source><translation>--workers 应不小于 1。未执行任何操作。</translation></message>
<message><source>1</source><translation>1</translation></message>
<message><source>1 study taken, {there} files already there, {left} not taken.</source><translation>采用 1 例检查，{there} 个文件原已存在，{left} 个未采用。</translation></message>
<message><source>A DICOMweb server needs an address that begins with https:// or http://. Nothing was changed.</source><translation>DICOMweb 服务器的地址须以 https:// 或 http:// 开头。未作任何更改。</translation></message>
<message><source>A PACS needs a host and a port from 1 to 65535. Nothing was changed.</source><translation>PACS 需要主机和 1 至 65535 的端口。未作任何更改。</translation></message>
<message><source>A change below {limit} is within repeatability (published for another program's index on repeat scans, not measured on this one).</source><translation>小于 {limit} 的变化在重复性范围内（该值由文献就另一程序的指数在重复扫描上得出，未在本程序上测定）。</translation></message>
<message><source>A code (finding:part:side), - to leave the label out, or Enter to code its marks later:</source><translation>请输入编码（finding:part:side），输入 - 则不采用该标签，按 Enter 则以后再编码：</translation></message>
<message><source>A cross-validation has two folds or more, and splits by patient. Nothing was written.</source><translation>交叉验证至少有两折，并按患者划分。未写入任何内容。</translation></message>
<message><source>A date in the file is no day of the calendar and was left out.</source><translation>文件中有一个日期不是有效日期，已略去。</translation></message>
<message><source>A field that is no picture is larger than {limit} MiB, so the file was not read. Export the scan again.</source><translation>有一个非图像字段大于 {limit} MiB，故未读取该文件。请重新导出扫描。</translation></message>
<message><source>A file cannot be read ({reason}).</source><translation>有一个文件无法读取（{reason}）。</translation></message>
<message><source>A free text held half a character, as a cut emoji leaves it; it was mended.</source><translation>一段文字中有半个字符（如被截断的表情符号）；已修正。</translation></message>
<message><source>A free text was longer than {most} characters, and is kept up to there.</source><translation>一段文字超过 {most} 个字符，仅保留至此。</translation></message>
<message><source>A guest may look at the consensus, but not settle it.</source><translation>访客可以查看共识，但不能裁定。</translation></message>
<message><source>A margin was filled with one value apart from all counts, which is no count; it was taken as empty.</source><translation>边缘以一个不属于计数的值填充；已视为空白。</translation></message>
<message><source>A margin was filled with the lowest value there is, which is no count; it was taken as empty.</source><translation>边缘填充了最小可能值，该值不是计数，已按空白处理。</translation></message>
<message><source>A patient has one unit or more, and their correlation lies between 0 and 1. Nothing was computed.</source><translation>每位患者至少有一个单位，其相关性介于 0 和 1 之间。未进行计算。</translation></message>
<message><source>A polygon keeps at least three vertices. The mark was not changed; press Delete to remove the whole mark.</source><translation>多边形至少保留三个顶点。形状未更改；按 Delete 可删除整个标记。</translation></message>
<message><source>A process that lets studies vote was ended by the system. Nothing was written; free memory and try again.</source><translation>一个用于投票表决的进程被系统终止。没有写出任何内容；请释放内存后重试。</translation></message>
<message><source>A process that makes reports was ended by the system. Nothing was written; free memory and try again.</source><translation>一个生成报告的进程被系统终止。没有写出任何内容；请释放内存后重试。</translation></message>
<message><source>A rating is outside the categories. No figure was made.</source><translation>有一个评级不在类别范围内。未生成指标。</translation></message>
<message><source>A reading of this study is sealed, so its views stay as they are. Nothing was changed; reopen the reading first.</source><translation>此检查已有封存的阅片结果，故其图像保持不变。未作任何更改；请先重新打开该阅片结果。</translation></message>
<message><source>A server needs a name of up to 64 letters. Nothing was changed.</source><translation>服务器需要至多 64 个字符的名称。未作任何更改。</translation></message>
<message><source>A study is skipped with a reason: say it in a few words. Nothing was changed.</source><translation>跳过检查须说明原因：请用几个字说明。未作任何更改。</translation></message>
<message><source>A view has rows and columns, but this one has the shape {shape}. Nothing was classified.</source><translation>图像应有行和列，而此数据的形状为 {shape}。未作判读。</translation></message>
<message><source>ANT or POST</source><translation>ANT 或 POST</translation></message>
<message><source>Adam's learning rate</source><translation>Adam 学习率</translation></message>
<message><source>AdamW instead of Adam</source><translation>以 AdamW 代替 Adam</translation></message>
<message><source>All {views} views are {answer}. A network needs at least two classes to learn from; nothing was written.</source><translation>全部 {views} 幅图像均为{answer}。网络至少需要学习两个类别；未写出任何内容。</translation></message>
<message><source>An AE title has 1 to 16 letters. Nothing was changed.</source><translation>AE 标题为 1 至 16 个字符。未作任何更改。</translation></message>
<message><source>An order by region needs a model that finds lesions. Nothing was changed; name one with --model.</source><translation>按部位排序需要能找到病灶的模型。未作任何更改；请用 --model 指定一个。</translation></message>
<message><source>An order by {by} needs a model. Nothing was changed; name one with --model.</source><translation>按 {by} 排序需要模型。未作任何更改；请用 --model 指定一个。</translation></message>
<message><source>Ankle</source><translation>踝关节</translation></message>
<message><source>Another file took the place of this one in its study. Import it with --replace to exchange them again.</source><translation>另一文件在其检查中取代了此文件。用 --replace 再次导入可换回。</translation></message>
<message><source>Another run of the vote was written or taken back meanwhile. Nothing of this one was kept; look at it first.</source><translation>其间已有另一次投票运行被写入或撤回。本次没有保留任何内容；请先查看那一次。</translation></message>
<message><source>Artefact</source><translation>伪影</translation></message>
<message><source>Arthritis</source><translation>退行性变/关节炎</translation></message>
<message><source>Assisted by a network, and apart from the figures above: {count} readings.</source><translation>由网络辅助、未计入以上数字的阅片结果：{count} 份。</translation></message>
<message><source>Bladder</source><translation>膀胱</translation></message>
<message><source>C-GET or C-MOVE (a DICOMweb server: WADO-RS)</source><translation>C-GET 或 C-MOVE（DICOMweb 服务器：WADO-RS）</translation></message>
<message><source>Cervical spine</source><translation>颈椎</translation></message>
<message><source>Check the files of a dataset, or one label file, against the rules of their formats, and every scan against the hash of its import. Exit code 1 where a rule is broken.</source><translation>按格式规则检查数据集的文件或单个标注文件，并将每份图像与导入时的哈希值核对。有违规时退出码为 1。</translation></message>
<message><source>Checked: {looked}. Every rule is kept.</source><translation>已检查：{looked}。全部符合规则。</translation></message>
<message><source>Checked: {looked}. {count} broken rule(s).</source><translation>已检查：{looked}。{count} 处违反规则。</translation></message>
<message><source>Cividis</source><translation>Cividis</translation></message>
<message><source>Clavicle</source><translation>锁骨</translation></message>
<message><source>Cohen's kappa of two readers</source><translation>两位阅片者的 Cohen kappa</translation></message>
<message><source>Compare two models on the views of a dataset that both answer: differences of accuracy, F-1 and AUC with 95 % intervals and p over draws of patients that are the same for both, and McNemar's exact test of the answers of views and of studies.</source><translation>在两个模型都作答的图像上比较两个模型：准确率、F-1 和 AUC 之差及其 95 % 区间和 p 值（对两者抽取相同的患者），以及图像和检查结论的 McNemar 精确检验。</translation></message>
<message><source>DICOM or PNG files, folders, or dataset folders</source><translation>DICOM 或 PNG 文件、文件夹或数据集文件夹</translation></message>
<message><source>Describe a dataset by the paper's figures: patients by sex and age, lesions by body part, classes, maximum counts per view.</source><translation>按论文中的各项统计描述数据集：患者性别与年龄、各部位病灶、类别、每幅图像的最大计数。</translation></message>
<message><source>Detector {number} of {count} is taken as {view}.</source><translation>第 {number} 个探测器（共 {count} 个）按{view}处理。</translation></message>
<message><source>Does this text name nobody, and may it leave the house? [y/N] </source><translation>这段文字未提及任何人，可以对外提供吗？[y/N] </translation></message>
<message><source>Dropout is a share from 0 up to, but not including, 1, and not {value}. Nothing was written.</source><translation>随机失活应为 0（含）至 1（不含）之间的比例，而非 {value}。未写出任何内容。</translation></message>
<message><source>Each reader against himself, on {count} studies that came a second time:</source><translation>每位阅片者与自己比较，共 {count} 个第二次出现的检查：</translation></message>
<message><source>Each seed is named once. Nothing was written.</source><translation>每个种子只能写一次。未写入任何内容。</translation></message>
<message><source>Elbow</source><translation>肘关节</translation></message>
<message><source>Ended. What had arrived whole is in the dataset.</source><translation>已结束。完整到达的内容已在数据集中。</translation></message>
<message><source>Epochs, batch, steps and learning rate are larger than zero. Nothing was written.</source><translation>轮数、批大小、步数和学习率应大于零。未写出任何内容。</translation></message>
<message><source>Every pixel has the same value.</source><translation>所有像素的值都相同。</translation></message>
<message><source>Everything fits.</source><translation>全部相符。</translation></message>
<message><source>Expected calibration error: {errors}</source><translation>期望校准误差：{errors}</translation></message>
<message><source>Femur</source><translation>股骨</translation></message>
<message><source>Files of one study name different patients, so none of them was taken. Export each patient again.</source><translation>同一检查的文件属于不同患者，故均未采用。请按患者分别重新导出。</translation></message>
<message><source>Files with the same identifiers are of different people ({field}); they were kept apart.</source><translation>标识相同的文件属于不同的人（{field}）；已分开存放。</translation></message>
<message><source>Foot</source><translation>足</translation></message>
<message><source>GPU:0,GPU:1 for several devices, “hosts” for the cluster in TF_CONFIG</source><translation>多设备用 GPU:0,GPU:1；“hosts”表示 TF_CONFIG 中的集群</translation></message>
<message><source>Grad-CAM</source><translation>Grad-CAM</translation></message>
<message><source>Grey</source><translation>灰阶</translation></message>
<message><source>Hand</source><translation>手</translation></message>
<message><source>HiResCAM</source><translation>HiResCAM</translation></message>
<message><source>Hip</source><translation>髋关节</translation></message>
<message><source>Hot iron</source><translation>热铁</translation></message>
<message><source>How many studies must be read so that a kappa between two readers, a sensitivity or a specificity has an interval of a given width: Fleiss, Cohen and Everitt (1969) for kappa, Buderer (1996) for sensitivity and specificity, Kish (1965) for several views a patient.</source><translation>需阅读多少例检查，才能使两位阅片者间的 kappa、灵敏度或特异度的区间达到给定宽度：kappa 用 Fleiss、Cohen 和 Everitt (1969)，灵敏度和特异度用 Buderer (1996)，每位患者多幅图像用 Kish (1965)。</translation></message>
<message><source>How the picture was brought upright is not known, so its marks cannot be placed. Nothing was written of it.</source><translation>图片如何转正不得而知，无法放置其标记。未写出其任何内容。</translation></message>
<message><source>Humerus</source><translation>肱骨</translation></message>
<message><source>Import DICOM files, PNG pictures and reports (files or folders) into a dataset. The sources are only ever read.</source><translation>将 DICOM 文件、PNG 图片和报告（文件或文件夹）导入数据集。来源文件只被读取。</translation></message>
<message><source>In this dataset {adjudicator} settles what the vote leaves open. You may look at it.</source><translation>在此数据集中，投票未决的内容由 {adjudicator} 裁定。您可以查看。</translation></message>
<message><source>In {count} studies assisted readings vote beside blind ones.</source><translation>{count} 例检查中，辅助阅片结果与盲法阅片结果一同投票。</translation></message>
<message><source>Index: percent of the skeleton. Pixels of the metastases over pixels of the bone, both views added up, times the bone's share of the skeleton; a joint counts for the bones that meet there.</source><translation>指数：占骨骼的百分比。两个体位合计，以骨转移像素数除以该骨像素数，再乘以该骨占骨骼的比例；关节计入相邻各骨。</translation></message>
<message><source>Inferno</source><translation>Inferno</translation></message>
<message><source>Injection site</source><translation>注射点</translation></message>
<message><source>Input × gradient</source><translation>输入 × 梯度</translation></message>
<message><source>Inverse cividis</source><translation>反相 Cividis</translation></message>
<message><source>Inverse grey</source><translation>反相灰阶</translation></message>
<message><source>Inverse hot iron</source><translation>反相热铁</translation></message>
<message><source>Inverse inferno</source><translation>反相 Inferno</translation></message>
<message><source>Inverse viridis</source><translation>反相 Viridis</translation></message>
<message><source>It does not stand in the audit that this was given out. {problem}</source><translation>审计中没有记下这次交出。{problem}</translation></message>
<message><source>It marks nothing.</source><translation>未标记任何部位。</translation></message>
<message><source>It took the place of a processed copy that was imported before.</source><translation>它取代了先前导入的处理后副本。</translation></message>
<message><source>It took the place of another picture of this view; marks that were drawn before were drawn on that one.</source><translation>它取代了此体位的另一图片；先前的标记是在那幅图片上绘制的。</translation></message>
<message><source>Kidney</source><translation>肾</translation></message>
<message><source>Knee</source><translation>膝关节</translation></message>
<message><source>L</source><translation>左</translation></message>
<message><source>L+R</source><translation>左+右</translation></message>
<message><source>Left out, because reopened after others could be seen: {count} readings.</source><translation>因在他人结果可见后被重新打开而未纳入：{count} 份阅片结果。</translation></message>
<message><source>Let a share of the studies come a second time to every planned reader, far from the first and under another key, patient and date. They are never counted twice; `dspic agreement` then tells how far each reader agrees with himself. Best before anybody reads: until a reader has sealed all studies, the dataset shows that reader neither other readings nor predictions.</source><translation>让一部分检查再次出现在每位计划的阅片者面前，与首次相隔较远，编号、患者和日期均不同。它们不会被重复计数；`dspic agreement` 随后给出每位阅片者与自身的一致程度。最好在任何人阅片之前进行：阅片者封存全部检查之前，数据集不向其显示其他阅片结果和预测。</translation></message>
<message><source>Let the sealed readings of a dataset vote and write the consensus as a new revision. Ends with 1 where a result is provisional or waits for a person.</source><translation>由数据集中已封存的阅片结果投票，并将共识写为新的修订。结果为暂定或有待人工裁定时退出码为 1。</translation></message>
<message><source>List the studies of a dataset with a reader's own status, or, without a reader, with the number of seals.</source><translation>列出数据集的检查及某阅片者自己的状态；未指定阅片者时列出封存数。</translation></message>
<message><source>Lumbar spine</source><translation>腰椎</translation></message>
<message><source>MARKS LEFT</source><translation>标记未采用</translation></message>
<message><source>Make a course in OUT for readers who learn: studies of DATASET with a settled truth, under other keys and dates, each reader in an order of the own. With --scores, DATASET is a course: say of each sealed case what was right, found and missed, and write OUT as a page with learning curves.</source><translation>在 OUT 中为学习者建立课程：取 DATASET 中真值已定的检查，使用其他编号和日期，每位阅片者顺序各异。使用 --scores 时，DATASET 为课程：说明每例已封存病例中哪些正确、找到和遗漏，并将带学习曲线的页面写入 OUT。</translation></message>
<message><source>Make a dataset of simulated whole-body bone scans in OUT: scans, pictures, reports, truth and three sealed readings. The same seed gives the same bytes for any number of workers; the same call takes up a run that was stopped.</source><translation>在 OUT 中生成模拟全身骨显像数据集：图像、图片、报告、真值和三份已封存的阅片结果。种子相同则结果逐字节相同，与进程数无关；用同一命令可继续已停止的运行。</translation></message>
<message><source>Mandible</source><translation>下颌骨</translation></message>
<message><source>Many pixels of the {view} view share the highest value: look for letters in the picture.</source><translation>{view} 体位中许多像素具有相同的最高值：请查看图中是否有文字。</translation></message>
<message><source>Marks that share a place, by number of voices: {voices}.</source><translation>位于同一位置的标记，按票数：{voices}。</translation></message>
<message><source>Marks without agreement, which are not shown: {count}.</source><translation>未达成一致、未显示的标记：{count}。</translation></message>
<message><source>Maximum counts {view}: {values} (smallest, quartiles, largest)</source><translation>{view} 最大计数：{values}（最小值、四分位数、最大值）</translation></message>
<message><source>Measure a model on a dataset as it is and altered: a full bladder, a spot at the injection, fewer or more counts, other sizes and places, blur, cut arms, other pixels. Accuracy of the four answers with 95 % intervals drawn by patient.</source><translation>在原始及改动后的数据集上评价模型：膀胱充盈、注射点浓聚、计数增减、大小与位置变化、模糊、手臂被截、像素变化。四类结论的准确率及按患者抽样的 95 % 区间。</translation></message>
<message><source>Measure a model on a dataset: accuracy, precision, sensitivity, specificity, F-1 and AUC of views and of studies, confusion, calibration and lesion sizes, with 95 % intervals drawn by patient.</source><translation>在数据集上评价模型：图像与检查的准确率、精确率、灵敏度、特异度、F-1 和 AUC，混淆矩阵、校准及病灶大小，95 % 区间按患者抽样。</translation></message>
<message><source>Measure how far the sealed readings of a dataset agree: answers, diseases and lesions, with 95 % intervals drawn by patient.</source><translation>衡量数据集中已封存阅片结果的一致性：结论、疾病和病灶，95 % 区间按患者抽样。</translation></message>
<message><source>Measure temporal subtraction on simulated follow-ups with known change (dspic simulate --follow-up 1 --changes): the share of new and grown metastases that a simple detector finds at so many false marks a case, in the present scan alone and with the prior subtracted.</source><translation>在变化已知的模拟随访上评价时间减影（dspic simulate --follow-up 1 --changes）：在给定的每例假阳性标记数下，简单检测器找到的新发和增大的转移灶比例，分别仅用本次显像和减去既往显像。</translation></message>
<message><source>Metastasis</source><translation>骨转移</translation></message>
<message><source>NOT SAVED: another program is writing in {folder}. Nothing is lost; try again in a moment.</source><translation>未保存：另一程序正在写入 {folder}。没有丢失任何内容；请稍候再试。</translation></message>
<message><source>NOT SAVED: nothing can be written in the dataset ({reason}). Free the disk or reconnect it and try again, or save a copy elsewhere.</source><translation>未保存：数据集中无法写入任何内容（{reason}）。请释放磁盘空间或重新连接磁盘后重试，或另存副本。</translation></message>
<message><source>NOT SAVED: something went wrong that was not foreseen ({kind}). Save a copy elsewhere; then try again.</source><translation>未保存：发生了未预料到的错误（{kind}）。请另存副本，然后重试。</translation></message>
<message><source>NOT SAVED: the audit {file} could not be written ({reason}). Free the disk, then try again.</source><translation>未保存：审计文件 {file} 未能写入（{reason}）。请释放磁盘空间后重试。</translation></message>
<message><source>NOT SAVED: the audit {file} could not be written ({reason}). Nothing was changed; reconnect the disk, then try again.</source><translation>未保存：审计文件 {file} 未能写入（{reason}）。没有任何改动；请重新连接磁盘，然后再试。</translation></message>
<message><source>NOT SAVED: the consensus could not be written ({reason}). Free the disk or reconnect it, then try again.</source><translation>未保存：共识未能写入（{reason}）。请释放磁盘空间或重新连接磁盘后重试。</translation></message>
<message><source>NOT SAVED: the disk refuses ({reason}). Free it or reconnect it and try again, or save a copy elsewhere.</source><translation>未保存：磁盘拒绝操作（{reason}）。请释放磁盘空间或重新连接磁盘后重试，或另存副本。</translation></message>
<message><source>NOT SAVED: {file} could not be moved ({reason}). Free the disk or reconnect it, then try again.</source><translation>未保存：{file} 未能移动（{reason}）。请释放磁盘空间或重新连接磁盘后重试。</translation></message>
<message><source>NOT SAVED: {file} could not be taken away ({reason}). Free the disk or reconnect it, then try again.</source><translation>未保存：{file} 未能移除（{reason}）。请释放磁盘空间或重新连接磁盘后重试。</translation></message>
<message><source>NOT SAVED: {file} could not be written ({reason}). Free the disk or reconnect it, then try again.</source><translation>未保存：{file} 未能写入（{reason}）。请释放磁盘空间或重新连接磁盘后重试。</translation></message>
<message><source>NOT SAVED: {file} could not be written ({reason}). The file on disk is unchanged; free the disk or reconnect it, then try again.</source><translation>未保存：{file} 未能写入（{reason}）。磁盘上的文件未变；请释放磁盘空间或重新连接磁盘后重试。</translation></message>
<message><source>NOT SAVED: {file} was changed by another program since it was opened. Neither was overwritten: your version is kept beside it; compare the two and choose.</source><translation>未保存：{file} 在打开后被其他程序修改过。两者均未被覆盖：您的版本保存在其旁；请比较两者后选择。</translation></message>
<message><source>NOT SAVED: {file} was written, but the disk did not confirm that it keeps it ({reason}). It may be lost at a power cut; free the disk or reconnect it, then try again.</source><translation>未保存：{file} 已写入，但磁盘未确认已保存（{reason}）。断电时可能丢失；请释放磁盘空间或重新连接磁盘后重试。</translation></message>
<message><source>NOT SAVED: {problem} Save a copy elsewhere; then try again, or open the dataset again.</source><translation>未保存：{problem}请另存副本，然后重试，或重新打开数据集。</translation></message>
<message><source>NOT TAKEN</source><translation>未采用</translation></message>
<message><source>Neither the file nor its name says which view it marks: anterior is assumed.</source><translation>文件及文件名均未说明所标记的体位：推定为前位。</translation></message>
<message><source>No body part has the letter “{letter}”.</source><translation>没有字母为“{letter}”的部位。</translation></message>
<message><source>No experiment of the paper has that network, that data and that batch together. Nothing was written; --list names all of them.</source><translation>论文中没有同时采用该网络、该数据和该批大小的实验。未写出任何内容；--list 可列出全部实验。</translation></message>
<message><source>No finding has the letter “{letter}”.</source><translation>没有字母为“{letter}”的征象。</translation></message>
<message><source>No patient of {name} has two studies, so there is no change to measure.</source><translation>{name} 中没有患者有两次检查，故无变化可测量。</translation></message>
<message><source>No reader of {dataset} has come so far yet. Nothing was written.</source><translation>{dataset} 还没有阅片者进行到这一步。未写入任何内容。</translation></message>
<message><source>No scan belongs to this report. Give it the name of its scan, with .txt or .json.</source><translation>没有与此报告对应的扫描。请将其命名为扫描的名称，扩展名为 .txt 或 .json。</translation></message>
<message><source>No scan was found here.</source><translation>此处未找到扫描。</translation></message>
<message><source>No study of {dataset} can be handed over. Nothing was written.</source><translation>{dataset} 中没有可移交的检查。未写出任何内容。</translation></message>
<message><source>No view with a metastasis was classified correctly, so the maps were not measured.</source><translation>没有骨转移图像被正确判读，故未测定各图。</translation></message>
<message><source>Normal variant</source><translation>正常变异</translation></message>
<message><source>Not all planned readers have sealed every study. Until then only the study lead runs the vote; sign in as the study lead.</source><translation>并非所有计划阅片者都已封存全部检查。在此之前只有研究负责人可运行投票；请以研究负责人身份登录。</translation></message>
<message><source>Not looked at: seals and audit chains, which dspic verify compares, and the earlier versions under .versions.</source><translation>未检查：封存与审计链（由 dspic verify 比对）以及 .versions 下的历史版本。</translation></message>
<message><source>Nothing final is said of this study yet, so there is nothing to report. Read and seal it first.</source><translation>该检查尚无最终结论，因此无可报告。请先阅片并封存。</translation></message>
<message><source>Nothing in the file tells the view; assumed anterior.</source><translation>文件未说明体位；推定为前位。</translation></message>
<message><source>Nothing in the scan tells the views; the first is assumed anterior.</source><translation>扫描未说明体位；第一幅推定为前位。</translation></message>
<message><source>Nothing in the scan tells the views; the second is assumed posterior.</source><translation>扫描未说明体位；第二幅推定为后位。</translation></message>
<message><source>Nothing is said yet: mark a lesion, or say that the study is normal (N).</source><translation>尚未给出结论：请标记病灶，或判此检查为正常（N）。</translation></message>
<message><source>Nothing was taken from this file.</source><translation>未从此文件采用任何内容。</translation></message>
<message><source>OUT.csv and OUT.json are written; with an ending .csv or .json only that one</source><translation>写出 OUT.csv 和 OUT.json；扩展名为 .csv 或 .json 时只写该文件</translation></message>
<message><source>Offered as explanations: {names}</source><translation>可用作解释：{names}</translation></message>
<message><source>Only a polygon has vertices to remove. The mark was not changed; press Delete to remove the whole mark.</source><translation>只有多边形的顶点可以删除。形状未更改；按 Delete 可删除整个标记。</translation></message>
<message><source>Only a polygon takes new vertices. The mark was not changed; draw it as a polygon to shape it freely.</source><translation>只有多边形可以添加顶点。形状未更改；如需自由塑形，请绘制为多边形。</translation></message>
<message><source>Only an own sealed reading can be reopened. Nothing was changed.</source><translation>只能重新打开本人已封存的阅片结果。未作任何更改。</translation></message>
<message><source>Only the reader can set an own reading aside. Nothing was changed.</source><translation>只有阅片者本人可以搁置自己的阅片结果。未作任何更改。</translation></message>
<message><source>Only {reader} may write this reading. Nothing was changed.</source><translation>只有 {reader} 可以写入此阅片结果。未作任何更改。</translation></message>
<message><source>Open the window on a dataset. With --screenshot the window is rendered without a display, saved, and the command ends.</source><translation>打开数据集窗口。使用 --screenshot 时不需显示器即可绘制窗口并保存，随后命令结束。</translation></message>
<message><source>Other machines can reach {address}, so it must be said who may send. Nothing was opened; name the AE titles of the scanners or the PACS.</source><translation>其他计算机可访问 {address}，故须指明允许发送的一方。未打开任何端口；请填写扫描设备或 PACS 的 AE 标题。</translation></message>
<message><source>Other readings are shown when all planned readers have sealed theirs.</source><translation>所有计划阅片者均封存后，才显示其他阅片结果。</translation></message>
<message><source>Pelvis</source><translation>骨盆</translation></message>
<message><source>Pick a finding first: type its letter. Nothing was stored.</source><translation>请先选择征象：键入其字母。未存储任何内容。</translation></message>
<message><source>Plasma</source><translation>Plasma</translation></message>
<message><source>Port {port} cannot be opened, so nothing can be received. Close the other program, or choose another port.</source><translation>端口 {port} 无法打开，不能接收。请关闭占用的程序，或选择其他端口。</translation></message>
<message><source>Port {port} is taken, so nothing can be sent here. Close the other program, or choose another port and tell the PACS.</source><translation>端口 {port} 已被占用，不能向此处发送。请关闭占用的程序，或选择其他端口并告知 PACS。</translation></message>
<message><source>Put the studies of a dataset in the order in which they are to be read: first those of which a model is least certain, on which readers disagree, or with lesions where few were read. The protocol records it, and readers see no reason. Off unless this is run; a dataset for measuring readers keeps the given or the random order.</source><translation>为数据集的检查排定阅读顺序：优先模型最不确定的、阅片者有分歧的，或病灶阅读较少的检查。方案中会记录，阅片者看不到原因。不运行则不启用；用于衡量阅片者的数据集保持给定或随机顺序。</translation></message>
<message><source>Query a PACS or DICOMweb server, fetch studies into a dataset, send reports. A connection is opened by test, query, fetch and send alone.</source><translation>查询 PACS 或 DICOMweb 服务器，将检查取回数据集，发送报告。只有 test、query、fetch 和 send 会建立连接。</translation></message>
<message><source>R</source><translation>右</translation></message>
<message><source>Reading the file takes more memory than a scan can need and was stopped. Do not trust this file.</source><translation>读取此文件所需内存超出扫描所需，已停止。请勿信任此文件。</translation></message>
<message><source>Readings that started from a network's lesions ({assisted}) vote beside blind ones here.</source><translation>此处，从网络病灶开始的阅片（{assisted}）与盲法阅片一同投票。</translation></message>
<message><source>Readings were sealed or reopened, or disagreement was settled, after run {number} of {day}: its labels do not hold that yet. Consolidate again.</source><translation>在 {day} 的第 {number} 次运行之后，又有阅片结果被封存或重新打开，或有分歧被裁定：其标签尚未包含这些变化。请再次合议。</translation></message>
<message><source>Receiving at {address}, port {port}. Ctrl+C ends it.</source><translation>正在 {address} 端口 {port} 接收。按 Ctrl+C 结束。</translation></message>
<message><source>Reopening needs a reason. Nothing was changed; write why, then reopen.</source><translation>重新打开须说明原因。未作任何更改；请写明原因后重新打开。</translation></message>
<message><source>Reports are approved by a person at a terminal. Nothing was written; run it there, or use the window.</source><translation>报告须由人在终端上逐份批准。未写出任何内容；请在终端运行，或使用窗口。</translation></message>
<message><source>Research use only. Not for diagnosis.</source><translation>仅供研究使用，不得用于诊断。</translation></message>
<message><source>Revision {number}: {studies} studies, {count} files changed.</source><translation>第 {number} 次修订：{studies} 例检查，{count} 个文件有变化。</translation></message>
<message><source>Rib</source><translation>肋骨</translation></message>
<message><source>Run the paper's experiments on a dataset, all rows one after another under one budget, and write its tables 1, 2, 4-9 and figures 8-13. Run it again after a stop or a kill: it goes on at the last finished epoch of the row where it was.</source><translation>在数据集上运行论文的实验，以同一预算逐行进行，并写出其表 1、2、4-9 和图 8-13。停止或被终止后再次运行：从所在行最后完成的一轮继续。</translation></message>
<message><source>Sacroiliac joint</source><translation>骶髂关节</translation></message>
<message><source>Sacrum</source><translation>骶骨</translation></message>
<message><source>Said to be {view} when it was imported.</source><translation>导入时指明为{view}。</translation></message>
<message><source>Say what the network says of DICOM or PNG scans, of folders with them, or of the studies of a dataset. Research use only. Not for diagnosis. Ends with 1 where a file could not be classified.</source><translation>给出网络对 DICOM 或 PNG 图像、其文件夹或数据集检查的判断。仅供研究使用，不用于诊断。有文件无法分类时退出码为 1。</translation></message>
<message><source>Scapula</source><translation>肩胛骨</translation></message>
<message><source>Seed, warm-up and weight decay are zero or more. Nothing was written.</source><translation>随机种子、预热和权重衰减应不小于零。未写出任何内容。</translation></message>
<message><source>Send these {count} reports to {server}? [y/N] </source><translation>将这 {count} 份报告发送至 {server} 吗？[y/N] </translation></message>
<message><source>Shares, half-width and confidence lie between 0 and 1. Nothing was computed.</source><translation>比例、半宽和置信度介于 0 和 1 之间。未进行计算。</translation></message>
<message><source>Shoulder</source><translation>肩关节</translation></message>
<message><source>Simulated follow-ups; a simple detector, no reader. Intervals are 95 %, drawn by patient.</source><translation>模拟随访；使用简单检测器，无阅片者。区间为 95 %，按患者抽样。</translation></message>
<message><source>Skull</source><translation>颅骨</translation></message>
<message><source>Smoothing is a share from 0 up to, but not including, 1, and not {value}. Nothing was written.</source><translation>平滑应为 0（含）至 1（不含）之间的比例，而非 {value}。未写出任何内容。</translation></message>
<message><source>Something went wrong with this file that was not foreseen ({kind}). It was not taken; the others are not affected.</source><translation>处理此文件时发生了未预料到的错误（{kind}）。未采用此文件；其他文件不受影响。</translation></message>
<message><source>Spatial attention</source><translation>空间注意力</translation></message>
<message><source>Split by image: views of one patient stand in several parts, so the scores flatter the network.</source><translation>按图像划分：同一患者的图像分在多个部分，评分偏高。</translation></message>
<message><source>Steps, batch and learning rate are larger than zero. Nothing was written.</source><translation>步数、批大小和学习率应大于零。未写出任何内容。</translation></message>
<message><source>Sternum</source><translation>胸骨</translation></message>
<message><source>Stopped. What was finished is kept; run the command again to go on.</source><translation>已停止。已完成的内容予以保留；再次运行命令即可继续。</translation></message>
<message><source>Study {key} has no view. Nothing was classified.</source><translation>检查 {key} 没有图像。未作判读。</translation></message>
<message><source>Study {study} cannot be learned from. Nothing was written. {reason}</source><translation>检查 {study} 不能用于学习。未写出任何内容。{reason}</translation></message>
<message><source>StudyInstanceUIDs; all that the query finds unless given</source><translation>StudyInstanceUIDs；不指定则为查询到的全部检查</translation></message>
<message><source>Take labels of other tools (COCO, YOLO, Pascal VOC, LabelMe, DICOM SR) into a reader's draft. Nothing is sealed. A picture's name says its view: &lt;study&gt;_ANT or &lt;study&gt;_POST.</source><translation>将其他工具的标注（COCO、YOLO、Pascal VOC、LabelMe、DICOM SR）导入阅片者的草稿。不封存任何内容。图片名说明其体位：&lt;study&gt;_ANT 或 &lt;study&gt;_POST。</translation></message>
<message><source>Take what is sent here into a dataset, until Ctrl+C. Only this machine can send unless --address says otherwise; name the programs that may with --from.</source><translation>将发送到此处的内容收入数据集，直至按 Ctrl+C。除非用 --address 另行指定，只有本机可以发送；用 --from 指定允许发送的程序。</translation></message>
<message><source>TensorFlow converted the network, but the weights “{weights}” are not found in the result. No model was written, and what was trained is kept; export it again with another version of TensorFlow.</source><translation>TensorFlow 已转换该网络，但在结果中找不到权重“{weights}”。未写入任何模型，训练所得已保留；请换用另一版本的 TensorFlow 重新导出。</translation></message>
<message><source>The age in the file contradicts the birth date; the birth date was followed.</source><translation>文件中的年龄与出生日期矛盾；以出生日期为准。</translation></message>
<message><source>The age in the file is no age of a person and was left out.</source><translation>文件中的年龄不可能是人的年龄，已略去。</translation></message>
<message><source>The archive holds more than {limit} files. Unpack it, then import its folders one by one.</source><translation>压缩包中的文件超过 {limit} 个。请解压后逐个导入其中的文件夹。</translation></message>
<message><source>The archive is damaged or cut short. Nothing of it was taken; copy it again, or unpack it and import its folder.</source><translation>压缩包已损坏或不完整。未采用其任何内容；请重新复制，或解压后导入其文件夹。</translation></message>
<message><source>The archive is locked with a password. Unpack it, then import its folder.</source><translation>压缩包有密码保护。请解压后导入其文件夹。</translation></message>
<message><source>The attention's ratio is a whole number from 1 on, and not {value}. Nothing was written.</source><translation>注意力的压缩比应为不小于 1 的整数，而非 {value}。未写出任何内容。</translation></message>
<message><source>The audit does not hold the act after which these labels were written: it was cut short, emptied or exchanged. Compare every mark; let the study lead run “dspic verify” before you seal.</source><translation>审计记录中没有写下这些标注之前的那次操作：它被截短、清空或调换过。请逐一核对标记；在封存之前请研究负责人运行“dspic verify”。</translation></message>
<message><source>The audit was damaged and is set aside. {acts} acts before the damage are whole; their head is {head}.</source><translation>审计已损坏并已搁置。损坏之前的 {acts} 次操作完整，其链首为 {head}。</translation></message>
<message><source>The audit {file} is gone, became shorter or was exchanged since it was opened. Put it back, or open the dataset again.</source><translation>审计记录 {file} 自打开以来丢失、变短或被调换。请把它放回原处，或重新打开数据集。</translation></message>
<message><source>The audit does not hold the act after which these labels were written: it was cut short, emptied or exchanged. Compare every mark; let the study lead run “dspic verify” before you seal.</source><translation type="unfinished" /></message>
<message><source>The audit was damaged and is set aside. {acts} acts before the damage are whole; their head is {head}.</source><translation>审计已损坏并已搁置。损坏之前的 {acts} 次操作完整，其链首为 {head}。</translation></message>
<message><source>The audit {file} is gone, became shorter or was exchanged since it was opened. Put it back, or open the dataset again.</source><translation type="unfinished" /></message>
<message><source>The audit {file} was changed: line {number} does not follow from the line before it. Nothing was altered.</source><translation>审计文件 {file} 被修改过：第 {number} 行与上一行不衔接。未作任何改动。</translation></message>
<message><source>The audit {file} was changed: line {number} is no audit line. Nothing was altered.</source><translation>审计文件 {file} 被修改过：第 {number} 行不是审计记录。未作任何改动。</translation></message>
<message><source>The birth date is that of a newborn and the age is not; the birth date was left out.</source><translation>出生日期显示为新生儿，而年龄不是；出生日期未采用。</translation></message>
<message><source>The birth date lies after the scan and was left out.</source><translation>出生日期晚于扫描日期，已略去。</translation></message>
<message><source>The bone scan index: the percent of the skeleton that metastases involve, per study and per bone, with its trend over a patient's studies. The metastases are the consensus', the truth's, a reader's or the network's; the bones are the simulator's region maps or a lesion model's.</source><translation>骨显像指数：转移灶累及骨骼的百分比，按检查和按骨给出，并给出患者历次检查的趋势。转移灶取自共识、真值、某阅片者或网络；骨骼取自模拟器的区域图或病灶模型。</translation></message>
<message><source>The camera maker's name of the picture says {view}.</source><translation>相机厂商的图片名称说明为{view}。</translation></message>
<message><source>The code book {file} cannot be used ({problem}). Nothing was changed; mend the file or take it out of dataset.json.</source><translation>编码表 {file} 无法使用（{problem}）。未作任何更改；请修正该文件，或将其从 dataset.json 中去除。</translation></message>
<message><source>The comment is longer than {limit} letters. Nothing was kept; shorten it.</source><translation>备注超过 {limit} 个字符。未保留任何内容；请缩短。</translation></message>
<message><source>The consensus on disk was settled on another picture than the study shows now as {views}: its marks may lie elsewhere. Compare them with the picture, then consolidate again.</source><translation>磁盘上的共识是依据另一幅图像得出的，与该检查现在显示的 {views} 不同：其标记的位置可能不对。请与图像对照，然后重新汇总。</translation></message>
<message><source>The converted network differs from the trained one by {difference}. No model was written; the trained weights are safe. Train on, or with the precision float32.</source><translation>转换后的网络与训练的网络相差 {difference}。未写出模型；训练所得权重安全。请继续训练，或采用精度 float32。</translation></message>
<message><source>The copy was not saved ({reason}). What is on screen stays; choose another folder.</source><translation>副本未保存（{reason}）。屏幕上的内容不变；请选择其他文件夹。</translation></message>
<message><source>The copy was not saved: {folder} lies in the dataset itself. Choose a folder outside it.</source><translation>副本未保存：{folder} 位于数据集之内。请选择数据集之外的文件夹。</translation></message>
<message><source>The counts do not add up to what the file says.</source><translation>计数之和与文件所述不符。</translation></message>
<message><source>The counts of {name} are not whole numbers from 0 to 65535, so a 16-bit picture would change them. Nothing was written; choose counts-npz.</source><translation>{name} 的计数不是 0 至 65535 的整数，存为 16 位图片会改变计数。未写出任何内容；请选择 counts-npz。</translation></message>
<message><source>The counts of {study} are not whole numbers from 0 to 65535, which a scan to hand on must have.</source><translation>{study} 的计数不是 0 至 65535 的整数，而移交的扫描必须如此。</translation></message>
<message><source>The dataset cannot be made: {problem}. Nothing was written.</source><translation>无法建立数据集：{problem}。未写出任何内容。</translation></message>
<message><source>The dataset is there already, and its settings are fixed. Leave those options out.</source><translation>数据集已存在，其设置已固定。请去掉这些选项。</translation></message>
<message><source>The demo could not be made ({reason}). Free the disk, then open it again.</source><translation>演示数据未能生成（{reason}）。请释放磁盘空间后重新打开。</translation></message>
<message><source>The demo scan {file} cannot be imported. Install pydicom-data again, or import your own scans.</source><translation>无法导入演示扫描 {file}。请重新安装 pydicom-data，或导入您自己的扫描。</translation></message>
<message><source>The detector stood at {angle} degrees: {view}.</source><translation>探测器位于 {angle} 度：{view}。</translation></message>
<message><source>The disk refused ({reason}). What was shown as saved is on it; look after the disk, then try again.</source><translation>磁盘拒绝操作（{reason}）。显示为已保存的内容均在磁盘上；请检查磁盘后重试。</translation></message>
<message><source>The energy window ({low} to {high} keV) does not hold the technetium peak; this may be scatter or another tracer.</source><translation>能窗（{low} 至 {high} keV）不含锝的光电峰；可能是散射或其他显像剂。</translation></message>
<message><source>The file asks for an inverted picture; its values are taken as counts all the same.</source><translation>文件要求反相显示；其数值仍按计数处理。</translation></message>
<message><source>The file changed while it was being read, so nothing of it was taken. Import it again when it is complete.</source><translation>读取期间文件发生了变化，故未采用其任何内容。请在文件完整后重新导入。</translation></message>
<message><source>The file could not be read within {seconds} s and was stopped. Do not trust this file.</source><translation>文件未能在 {seconds} s 内读完，已停止。请勿信任此文件。</translation></message>
<message><source>The file counts one picture and holds two; both were read.</source><translation>文件声称有一幅图片，实有两幅；均已读取。</translation></message>
<message><source>The file has no frame {frame}. Import the scan again.</source><translation>文件中没有第 {frame} 帧。请重新导入扫描。</translation></message>
<message><source>The file holds no picture. Import the images of the study, not only its documents.</source><translation>文件中没有图片。请导入检查的图像，而不仅是其文档。</translation></message>
<message><source>The file holds {frames} pictures and nothing tells which are the two views. Export the two views alone.</source><translation>文件中有 {frames} 幅图片，无从判断哪两幅是两个体位。请单独导出这两幅。</translation></message>
<message><source>The file is larger than {limit} MiB and was not read. Export this scan alone.</source><translation>文件大于 {limit} MiB，未读取。请单独导出此扫描。</translation></message>
<message><source>The file is not there or cannot be read. Check the path and its permissions.</source><translation>文件不存在或无法读取。请检查路径和权限。</translation></message>
<message><source>The file made its reader fail; the program and the dataset are safe. Export the scan again, uncompressed if possible.</source><translation>此文件使读取程序出错；本程序和数据集安全。请重新导出扫描，尽可能不压缩。</translation></message>
<message><source>The file of this study names another patient, or another scan as {views}, than the import wrote: what is shown may be of another patient. Nothing was changed; let the study lead run “dspic check” before you read on.</source><translation>该检查的文件所写的患者，或作为 {views} 的扫描，与导入时写入的不同：所显示的可能属于另一位患者。未作任何更改；请在继续阅片前由研究负责人运行“dspic check”。</translation></message>
<message><source>The file says sealed, but the audit holds no seal: it is a draft. Look through it and seal it again.</source><translation>文件称已封存，但审计中没有封存记录：按草稿处理。请查看后重新封存。</translation></message>
<message><source>The file says that its picture is processed; no original came with it.</source><translation>文件称其图片经过处理；未随附原始图片。</translation></message>
<message><source>The file unpacks to far more data than its picture needs and was stopped. Do not trust this file.</source><translation>文件解压后的数据远多于图片所需，已停止。请勿信任此文件。</translation></message>
<message><source>The file was cut short: it ends before its content does. Copy or export the scan again.</source><translation>文件不完整：内容未完即已结束。请重新复制或导出扫描。</translation></message>
<message><source>The file's dates contradict each other: its study is dated on another day than the acquisition, which counts.</source><translation>文件中的日期相互矛盾：检查日期与采集日期不是同一天，以采集日期为准。</translation></message>
<message><source>The file's fields are nested more than {limit} levels deep, so it was not read. Export the scan again.</source><translation>文件字段嵌套超过 {limit} 层，故未读取。请重新导出扫描。</translation></message>
<message><source>The file's image orientation says {view}.</source><translation>文件的图像方位说明为{view}。</translation></message>
<message><source>The file's name cannot be used on this system. Rename it, then import it again.</source><translation>此系统不能使用该文件名。请重命名后再导入。</translation></message>
<message><source>The file's rule for turning stored values into counts is not valid, so its counts are unknown. Export the scan again.</source><translation>文件中存储值换算为计数的规则无效，计数未知。请重新导出扫描。</translation></message>
<message><source>The file's structure is damaged, so nothing of it was taken. Export the scan again.</source><translation>文件结构已损坏，故未采用其任何内容。请重新导出扫描。</translation></message>
<message><source>The file's view code says {view}.</source><translation>文件的体位编码说明为{view}。</translation></message>
<message><source>The file's {field} says {view}.</source><translation>文件的 {field} 说明为{view}。</translation></message>
<message><source>The folder may not be opened, so nothing in it was looked at. Ask for the right to read it.</source><translation>无权打开此文件夹，故未查看其内容。请申请读取权限。</translation></message>
<message><source>The folder of a course is a new or an empty one. Nothing was written; choose another.</source><translation>课程文件夹须为新建或空文件夹。未写入任何内容；请另选。</translation></message>
<message><source>The generating network needs at least one step, batch and width of 1 or more. Nothing was written.</source><translation>生成网络至少需要 1 步、批大小 1、宽度 1。未写出任何内容。</translation></message>
<message><source>The hosts do not see the same {folder}: some found a checkpoint there that others did not. Nothing was changed; give a folder on a disk that all hosts share.</source><translation>各主机看到的 {folder} 不同：有的找到检查点，有的没有。未作任何更改；请使用所有主机共享的磁盘上的文件夹。</translation></message>
<message><source>The import was stopped before this file: it is not imported yet. Import it again to go on.</source><translation>在处理此文件之前导入已停止：尚未导入。再次导入即可继续。</translation></message>
<message><source>The key of the dataset cannot be read ({reason}), so nobody can be given a pseudonym. Nothing was written.</source><translation>数据集的密钥无法读取（{reason}），故无法生成化名。未写出任何内容。</translation></message>
<message><source>The labels of study {study} cannot be used ({reason}). Nothing was written; run `dspic check`.</source><translation>检查 {study} 的标签无法使用（{reason}）。未写出任何内容；请运行 `dspic check`。</translation></message>
<message><source>The labels of {views} were edited in another program. Check them; your next gesture saves them as yours.</source><translation>{views}的标签在其他程序中编辑过。请核对；您的下一步操作会将其保存为您的标签。</translation></message>
<message><source>The last act on this study is only half done, because the disk refuses. Free it and open the dataset again.</source><translation>因磁盘拒绝操作，对此检查的最后一次操作只完成了一半。请释放磁盘空间后重新打开数据集。</translation></message>
<message><source>The last run is taken back. The consensus is that of revision {number} again.</source><translation>已撤回最近一次运行。共识恢复为第 {number} 次修订。</translation></message>
<message><source>The list cannot be kept in your cache folder ({problem}). The dataset is untouched; free the disk, then open it again.</source><translation>列表无法保存在您的缓存文件夹中（{problem}）。数据集未受影响；请释放磁盘空间后重新打开。</translation></message>
<message><source>The marks linked as lesion {number} carry different codes ({codes}). Give them one code, or unlink them.</source><translation>关联为病灶 {number} 的标记编码不同（{codes}）。请统一编码，或取消关联。</translation></message>
<message><source>The matrix is finer than the dataset's; {rows} x {columns} pixels were added together. No count is lost.</source><translation>矩阵比数据集的更细；每 {rows} x {columns} 个像素已相加。没有丢失计数。</translation></message>
<message><source>The meaning of the file's view code says {view}.</source><translation>文件体位编码的含义为{view}。</translation></message>
<message><source>The model classified this view as its label says, so there is no error to review.</source><translation>模型对此图像的判读与标签一致，没有需复核的错误。</translation></message>
<message><source>The model in “{folder}” cannot be used: {problem} Nothing was classified; choose another model folder.</source><translation>“{folder}”中的模型无法使用：{problem}未作判读；请选择其他模型文件夹。</translation></message>
<message><source>The model learned from every patient of {dataset}, so --unseen leaves nothing. Nothing was measured; choose another dataset.</source><translation>该模型已从 {dataset} 的每位患者学习过，因此 --unseen 之后什么也不剩。未进行测量；请选择其他数据集。</translation></message>
<message><source>The name of the file or its folder says {view}.</source><translation>文件或其文件夹的名称说明为{view}。</translation></message>
<message><source>The network could not be converted: there is no room in memory or in the folder for temporary files. The trained weights are safe; make room, then repeat the same call.</source><translation>网络无法转换：内存或临时文件夹空间不足。训练所得权重安全；请腾出空间后重复此操作。</translation></message>
<message><source>The network does not run on this view ({problem}). Nothing was classified.</source><translation>网络无法处理此图像（{problem}）。未作判读。</translation></message>
<message><source>The network sees views of {rows} x {columns} pixels and this one has {shown}. Nothing was classified.</source><translation>网络的输入为 {rows} x {columns} 像素的图像，而此图像为 {shown}。未作判读。</translation></message>
<message><source>The network was trained on simulated scans; it was not validated on patients. Research use only. Not for diagnosis.</source><translation>网络以模拟扫描训练，未在患者中验证。仅供研究使用，不得用于诊断。</translation></message>
<message><source>The number of resamples cannot be negative.</source><translation>重抽样次数不能为负数。</translation></message>
<message><source>The only run is taken back.</source><translation>已撤回唯一的一次运行。</translation></message>
<message><source>The order of the studies is set by the study lead. Nothing was changed.</source><translation>检查的顺序由研究负责人设定。未作任何更改。</translation></message>
<message><source>The outline of {name} crosses itself. Move its points apart, or draw it again.</source><translation>{name}的轮廓自相交叉。请移开其各点，或重新绘制。</translation></message>
<message><source>The overlap {iou} does not lie between 0 and 1. Nothing was voted; mend “vote” in dataset.json.</source><translation>重叠度 {iou} 不在 0 与 1 之间。未进行投票；请修正 dataset.json 中的“vote”。</translation></message>
<message><source>The page needs a name. Nothing was written; choose where it is to lie.</source><translation>页面需要名称。未写入任何内容；请选择存放位置。</translation></message>
<message><source>The part of the program that reads foreign files could not be started. Install the program again.</source><translation>程序中读取外来文件的部分未能启动。请重新安装程序。</translation></message>
<message><source>The part of the program that reads foreign files gave an answer that makes no sense; it was discarded.</source><translation>程序中读取外来文件的部分给出了无意义的结果；已丢弃。</translation></message>
<message><source>The part of the program that runs the network ended. Nothing was classified; open the model again.</source><translation>程序中运行网络的部分已结束。未作判读；请重新打开模型。</translation></message>
<message><source>The patient's number is used for different people ({field}); this study has no prior.</source><translation>该患者编号用于不同的人（{field}）；此检查没有既往检查。</translation></message>
<message><source>The picture ({rows} x {columns} pixels, {frames} frames) is outside the sizes that are read at all.</source><translation>图片（{rows} x {columns} 像素，{frames} 帧）超出可读取的大小范围。</translation></message>
<message><source>The picture has {bits} bits a pixel; 8 or 16 bit grey is needed. Save it again as grey.</source><translation>图片每像素 {bits} 位；需要 8 或 16 位灰阶。请重新存为灰阶图片。</translation></message>
<message><source>The picture has {rows} rows x {columns} columns and cannot be brought to {wanted_rows} x {wanted_columns} without inventing or losing counts. Export the whole-body scan in its own matrix.</source><translation>图片有 {rows} 行 x {columns} 列，若要变为 {wanted_rows} x {wanted_columns}，必然增减计数。请按原矩阵导出全身扫描。</translation></message>
<message><source>The picture has {rows} rows x {columns} columns; empty ones were put beside them.</source><translation>图片有 {rows} 行 x {columns} 列；已在两侧补空白列。</translation></message>
<message><source>The picture held two views side by side; the first is assumed anterior.</source><translation>图片含并排的两个体位；第一幅推定为前位。</translation></message>
<message><source>The picture held two views side by side; the second is assumed posterior.</source><translation>图片含并排的两个体位；第二幅推定为后位。</translation></message>
<message><source>The picture holds negative values.</source><translation>图片含有负值。</translation></message>
<message><source>The picture holds values that are no numbers. Export the scan again.</source><translation>图片含有非数值。请重新导出扫描。</translation></message>
<message><source>The picture is in colour and holds no counts. Export the scan itself, not a screen picture of it.</source><translation>图片为彩色，不含计数。请导出扫描本身，而非其屏幕截图。</translation></message>
<message><source>The picture was compressed with loss: its counts are approximate.</source><translation>图片经有损压缩：其计数为近似值。</translation></message>
<message><source>The picture was larger than the dataset's; empty margins were cut off to {rows} rows x {columns} columns. No count is lost.</source><translation>图像大于数据集的图像；已裁去空白边缘至 {rows} 行 × {columns} 列，未丢失任何计数。</translation></message>
<message><source>The picture was stored another way up; it was turned upright ({turned}). No count was changed.</source><translation>图片原以其他方向存储；已转正（{turned}）。计数未变。</translation></message>
<message><source>The picture was stored black on white; its values were turned over, so that hot is high.</source><translation>图片原为白底黑影存储；数值已反转，使浓聚处为高值。</translation></message>
<message><source>The picture's pixels cannot be decoded ({syntax}). Export the scan uncompressed.</source><translation>图片像素无法解码（{syntax}）。请导出未压缩的扫描。</translation></message>
<message><source>The pixels are not square ({row} x {column} mm); the picture is shown in its true proportions.</source><translation>像素不是正方形（{row} x {column} mm）；图片按真实比例显示。</translation></message>
<message><source>The prior could not be brought to this scan's counts: no bone in common.</source><translation>既往检查无法换算到此扫描的计数：没有共同的骨。</translation></message>
<message><source>The prior could not be laid over this scan: too little of a body is seen.</source><translation>既往检查无法与此扫描配准：可见的身体部分过少。</translation></message>
<message><source>The prior shares no view with this study.</source><translation>既往检查与此检查没有相同的体位。</translation></message>
<message><source>The protocol of this dataset does not let a network read along before the seal.</source><translation>本数据集的方案不允许网络在封存前参与阅片。</translation></message>
<message><source>The quorum {quorum} is not a number of readers. Nothing was voted; mend “vote” in dataset.json.</source><translation>法定票数 {quorum} 不是有效的阅片者人数。未进行投票；请修正 dataset.json 中的“vote”。</translation></message>
<message><source>The ratings are not one row per unit and one column per reader. No figure was made.</source><translation>评级数据不是每单元一行、每阅片者一列。未生成指标。</translation></message>
<message><source>The readers name it differently. Choose a code first, or take a reader's with 1, 2 or 3.</source><translation>各阅片者的编码不同。请先选择编码，或用 1、2、3 采用某位阅片者的编码。</translation></message>
<message><source>The reading is not sealed: {warnings}</source><translation>阅片结果未封存：{warnings}</translation></message>
<message><source>The reading was not written to this file.</source><translation>阅片结果未写入此文件。</translation></message>
<message><source>The region holds no pixel of the view. Nothing was erased; mark a larger one.</source><translation>该区域不含图像的任何像素。未抹除；请标记较大的区域。</translation></message>
<message><source>The region leaves no surroundings to fill it with. Nothing was erased; mark a smaller one.</source><translation>该区域周围没有可用于填补的部分。未抹除；请标记较小的区域。</translation></message>
<message><source>The report beside this study is not the one that came in with it: it was exchanged or changed by hand, and may be about another patient. Nothing was changed; let the study lead run “dspic check” before you rely on it.</source><translation>此检查旁的报告不是随它一起导入的那一份：报告被手工调换或改动过，可能属于另一位患者。未作任何更改；在依据它之前，请研究负责人运行“dspic check”。</translation></message>
<message><source>The report beside this study is not the one that came in with it: it was exchanged or changed by hand, and may be about another patient. Nothing was changed; let the study lead run “dspic check” before you rely on it.</source><translation type="unfinished" /></message>
<message><source>The report cannot be read. Nothing was changed; check its permissions.</source><translation>无法读取报告。未作任何更改；请检查其权限。</translation></message>
<message><source>The report has neither "description" nor "suggestion". Nothing was changed; correct the file.</source><translation>报告中既无“description”也无“suggestion”。未作任何更改；请更正文件。</translation></message>
<message><source>The report is larger than 1 MiB and was not read. Nothing was changed; shorten it.</source><translation>报告大于 1 MiB，未读取。未作任何更改；请缩短。</translation></message>
<message><source>The report is no valid JSON. Nothing was changed; correct the file or save it as text.</source><translation>报告不是有效的 JSON。未作任何更改；请更正文件，或存为文本。</translation></message>
<message><source>The report that came in with this study is missing. Nothing was changed; let the study lead import it again.</source><translation>随此检查导入的报告不见了。未作任何更改；请研究负责人重新导入。</translation></message>
<message><source>The report that came in with this study is missing. Nothing was changed; let the study lead import it again.</source><translation type="unfinished" /></message>
<message><source>The report's description and suggestion must be text. Nothing was changed; correct the file.</source><translation>报告的检查所见和诊断意见必须是文字。未作任何更改；请更正文件。</translation></message>
<message><source>The report's text is in no known encoding. Nothing was changed; save it as UTF-8.</source><translation>报告文字的编码未知。未作任何更改；请存为 UTF-8。</translation></message>
<message><source>The retrieval was stopped. Nothing of this study was taken; start it again to go on.</source><translation>获取已停止。未采用此检查的任何内容；重新开始即可继续。</translation></message>
<message><source>The same picture came under another patient too: one of the two is wrong. Find out whose it is before it is read.</source><translation>同一图片也出现在另一患者名下：其中必有一处错误。阅片前请查明属于哪位患者。</translation></message>
<message><source>The same picture was given twice; it was taken once.</source><translation>同一图片给出了两次；只采用一次。</translation></message>
<message><source>The scan could not be written into the dataset ({reason}). Free the disk or reconnect it, then import again.</source><translation>扫描未能写入数据集（{reason}）。请释放磁盘空间或重新连接磁盘，然后重新导入。</translation></message>
<message><source>The scan is in the dataset, and its view is known: {reason} Nothing was changed; the study lead can exchange views in the window (Ctrl+Shift+P).</source><translation>该扫描已在数据集中，且体位已知：{reason}未作任何更改；研究负责人可在窗口中互换体位（Ctrl+Shift+P）。</translation></message>
<message><source>The scan of {key} cannot be read ({reason}). Nothing was written of it.</source><translation>{key} 的扫描无法读取（{reason}）。未写出其任何内容。</translation></message>
<message><source>The scan of {key} has changed since it was imported. Nothing was written of it; restore the file.</source><translation>{key} 的扫描在导入后发生了变化。未写出其任何内容；请恢复该文件。</translation></message>
<message><source>The scan of {key} lacks {field}, so a report cannot point to it. Nothing was written of it.</source><translation>{key} 的扫描缺少 {field}，报告无法指向它。未写出其任何内容。</translation></message>
<message><source>The scan's file has changed since it was imported. Its readings are safe; restore the file or import it again.</source><translation>扫描文件在导入后发生了变化。其阅片结果安全；请恢复该文件或重新导入。</translation></message>
<message><source>The sealed reading of {key} is missing from the disk. Nothing was changed; run a check of the dataset.</source><translation>磁盘上缺少 {key} 的已封存阅片结果。未作任何更改；请运行数据集检查。</translation></message>
<message><source>The seed is smaller than 4,294,967,296, and not {value}. Nothing was written.</source><translation>随机种子应小于 4,294,967,296，而非 {value}。未写出任何内容。</translation></message>
<message><source>The settings of this run cannot be used ({reason}). It was left as it is; start a new run in another folder.</source><translation>此运行的设置无法使用（{reason}）。运行保持原样；请在其他文件夹开始新的运行。</translation></message>
<message><source>The share of coarse steps lies from 0 up to, but not including, 1, and is for the heads 6x6, 2x8 and gap, which take pictures of any size. Nothing was written.</source><translation>粗略步骤的比例从 0 起、小于 1，仅用于可接受任意尺寸图像的头部 6x6、2x8 和 gap。未写入任何内容。</translation></message>
<message><source>The share of repeated studies is more than 0 and at most 1. Nothing was changed.</source><translation>重复检查的比例大于 0 且不超过 1。未作任何更改。</translation></message>
<message><source>The shares of the answers are two numbers or more, all above zero. Nothing was computed.</source><translation>答案的比例至少是两个数，且都大于零。未进行计算。</translation></message>
<message><source>The simulator's skeleton is not installed. Nothing was written; install it with: pip install 'dspic-workstation[training]'</source><translation>未安装模拟器的骨骼模型。未写出任何内容；安装命令：pip install 'dspic-workstation[training]'</translation></message>
<message><source>The split puts study {key} into {first} and {second}. Nothing was written; mend the file.</source><translation>划分将检查 {key} 同时放入 {first} 和 {second}。未写出任何内容；请修正该文件。</translation></message>
<message><source>The studies cannot be listed: {problem}</source><translation>无法列出检查：{problem}</translation></message>
<message><source>The studies of {dataset} are read in the order: {by}.</source><translation>{dataset} 的检查按此顺序阅读：{by}。</translation></message>
<message><source>The study already has a {view} view, so this one cannot become it. Exchange the two instead.</source><translation>此检查已有{view}图像，故此图像不能再作为{view}。请将两者互换。</translation></message>
<message><source>The study has its two views, and nothing tells which of them this is. Import this scan into another dataset.</source><translation>此检查已有两个体位的图像，无从判断此图像属于哪一个。请将此扫描导入另一数据集。</translation></message>
<message><source>The study has more than one {view} view of one acquisition. Import the right one alone, or with --replace.</source><translation>此检查的一次采集有多幅{view}图像。请单独导入正确的一幅，或使用 --replace。</translation></message>
<message><source>The study has no {view} view.</source><translation>此检查没有{view}图像。</translation></message>
<message><source>The study has {pictures} pictures of one acquisition and nothing tells which to read. Import the two views alone.</source><translation>此检查的一次采集有 {pictures} 幅图片，无从判断应读哪些。请单独导入两个体位的图像。</translation></message>
<message><source>The study {key} came as pictures, and a report for a PACS needs its DICOM images. Nothing was written of it.</source><translation>检查 {key} 以图片形式导入，而 PACS 报告需要其 DICOM 图像。未写出其任何内容。</translation></message>
<message><source>The study {key} cannot be listed: {problem}</source><translation>无法列出检查 {key}：{problem}</translation></message>
<message><source>The study {key} has no views, so there is nothing to report.</source><translation>检查 {key} 没有图像，故无可报告的内容。</translation></message>
<message><source>The study's other view is {other}, so this is taken as {view}.</source><translation>此检查的另一图像为{other}，故此图像按{view}处理。</translation></message>
<message><source>The study's other view was taken as {other} before, so this is only assumed to be {view}.</source><translation>此检查的另一图像先前按{other}处理，故此图像仅推定为{view}。</translation></message>
<message><source>The table could not be written to {file} ({reason}). Choose another folder.</source><translation>表格未能写入 {file}（{reason}）。请选择其他文件夹。</translation></message>
<message><source>The table of weights {file} cannot be used ({problem}). Nothing was computed.</source><translation>权重表 {file} 无法使用（{problem}）。未作计算。</translation></message>
<message><source>The time of the acquisition in the file is no time of day and was left out.</source><translation>文件中的采集时间不是有效时刻，已忽略。</translation></message>
<message><source>The trained network gives no numbers. No model was written; train again with a smaller learning rate.</source><translation>训练所得网络输出非数值。未写出模型；请以较小的学习率重新训练。</translation></message>
<message><source>The training diverged: the validation loss was no number after any epoch. No model was written; try a smaller learning rate in another folder.</source><translation>训练发散：每一轮之后验证损失均为非数值。未写出模型；请在其他文件夹以较小的学习率重试。</translation></message>
<message><source>The training part holds no lesion. Read more studies first; nothing was written.</source><translation>训练部分没有病灶。请先阅读更多检查；未写出任何内容。</translation></message>
<message><source>The training part holds no view of these classes: {absent}. Read more studies first; nothing was written.</source><translation>训练部分没有以下类别的图像：{absent}。请先阅读更多检查；未写出任何内容。</translation></message>
<message><source>The two models have no view in common that both answer. Nothing was compared.</source><translation>这两个模型没有共同作答的体位。未进行比较。</translation></message>
<message><source>The two views were taken {minutes} minutes apart.</source><translation>两个体位的采集间隔 {minutes} 分钟。</translation></message>
<message><source>The undo steps could not be kept ({reason}). Your reading is safe; undo works until the window is closed.</source><translation>撤销步骤未能保存（{reason}）。您的阅片结果安全；关闭窗口之前仍可撤销。</translation></message>
<message><source>The view holds pixels that are not numbers. Nothing was classified; look at the source file.</source><translation>图像含有非数值像素。未作判读；请检查源文件。</translation></message>
<message><source>The views differ in size ({first} and {other} pixels). Training needs one size; nothing was written.</source><translation>图像大小不一（{first} 和 {other} 像素）。训练需要统一大小；未写出任何内容。</translation></message>
<message><source>The views of this study are no longer exchanged by readers. Nothing was changed; tell the study lead, who can do it.</source><translation>此检查的体位不再由阅片者互换。未作任何更改；请告知可以互换的研究负责人。</translation></message>
<message><source>The weights in {path} are those of another network than {network}. Nothing was written; choose the network and the settings that they were trained with.</source><translation>{path} 中的权重属于另一网络，而非 {network}。未写出任何内容；请选择训练这些权重时所用的网络和设置。</translation></message>
<message><source>The widths “{text}” are no numbers joined by commas. Nothing was written.</source><translation>宽度“{text}”不是以逗号分隔的数字。未写出任何内容。</translation></message>
<message><source>The window's rows and columns are multiples of 32. Nothing was written.</source><translation>窗口的行数和列数应为 32 的倍数。未写出任何内容。</translation></message>
<message><source>The worklist's index cannot be read ({problem}). The dataset is untouched; the list is made again.</source><translation>无法读取工作列表的索引（{problem}）。数据集未受影响；正在重建列表。</translation></message>
<message><source>There are more folds than patients. Nothing was written; choose fewer.</source><translation>折数多于患者数。未写入任何内容；请减少折数。</translation></message>
<message><source>There are no weights to start from in {path}. Nothing was written; give the file {file} of another run, that run's folder, or the model folder in it.</source><translation>{path} 中没有起始权重。未写出任何内容；请指定另一运行的文件 {file}、该运行的文件夹或其中的模型文件夹。</translation></message>
<message><source>There are too many readers to keep repeats apart for all of them. Nothing was changed.</source><translation>阅片者太多，无法让所有人的重复检查都相隔足够远。未作任何更改。</translation></message>
<message><source>There are two folds or more, and a fold is one of them. Nothing was written.</source><translation>至少有两折，且某一折是其中之一。未写入任何内容。</translation></message>
<message><source>There are two to five widths, all larger than zero. Nothing was written.</source><translation>宽度应为二至五个，且均大于零。未写出任何内容。</translation></message>
<message><source>There are {count} classes, and an indexed mask holds {most}. Nothing was written; choose classes by disease.</source><translation>共有 {count} 个类别，而索引掩膜最多容纳 {most} 个。未写出任何内容；请按疾病选择类别。</translation></message>
<message><source>There are {patients} patients and a split needs at least {fewest}. Read more studies first; nothing was written.</source><translation>有 {patients} 位患者，而划分至少需要 {fewest} 位。请先阅读更多检查；未写出任何内容。</translation></message>
<message><source>There is no consensus to take back. Nothing was changed.</source><translation>没有可撤回的共识。未作任何更改。</translation></message>
<message><source>There is no demo here: install the extra “demo” (the package pydicom-data), or import your own scans.</source><translation>此处没有演示数据：请安装附加组件“demo”（软件包 pydicom-data），或导入您自己的扫描。</translation></message>
<message><source>There is no earlier version that is whole. Nothing was changed; the damaged file stays, with a copy in quarantine.</source><translation>没有完整的历史版本。未作任何更改；损坏的文件保持原样，并在隔离区留有副本。</translation></message>
<message><source>There is no firm answer of {by} to report. Nothing was written. {why}</source><translation>{by} 没有可报告的确定结论。未写出任何内容。{why}</translation></message>
<message><source>There is no majority. Choose an answer first, or take a reader's with 1, 2 or 3.</source><translation>没有多数意见。请先选择结论，或用 1、2、3 采用某位阅片者的结论。</translation></message>
<message><source>There is no network “{name}”. Nothing was written; there are {known}.</source><translation>没有网络“{name}”。未写出任何内容；可用的有 {known}。</translation></message>
<message><source>There is no region map of {key}. No index was computed.</source><translation>{key} 没有区域图。未计算指数。</translation></message>
<message><source>There is no server “{name}”. Enter it first: dspic pacs add, or Tools, PACS.</source><translation>没有服务器“{name}”。请先登记：dspic pacs add，或“工具 → PACS”。</translation></message>
<message><source>There is no study {key} in {dataset}.</source><translation>{dataset} 中没有检查 {key}。</translation></message>
<message><source>There is no view to look at. Nothing was classified.</source><translation>没有可查看的图像。未作判读。</translation></message>
<message><source>There is not enough room for temporary files to unpack this. Free the disk, or unpack it elsewhere and import the folder.</source><translation>临时文件空间不足，无法解压。请释放磁盘空间，或在别处解压后导入其文件夹。</translation></message>
<message><source>There was nothing to send, or nobody agreed to it. Nothing was sent.</source><translation>没有可发送的内容，或未经同意。未发送任何内容。</translation></message>
<message><source>These marks were made on another picture than the study shows now as {views}. Compare every mark with the picture; your next gesture, or a new seal, says that they belong to it.</source><translation>这些标记并非在该检查现在作为 {views} 显示的图片上绘制。请将每个标记与图片比较；您的下一次操作或重新封存即表示它们属于该图片。</translation></message>
<message><source>These weights belong to another network. Nothing was changed; choose the folder of the network that is named.</source><translation>这些权重属于另一网络。未作任何更改；请选择所指网络的文件夹。</translation></message>
<message><source>This archive lies inside another one. Unpack it, then import its folder.</source><translation>此压缩包位于另一压缩包之内。请解压后导入其文件夹。</translation></message>
<message><source>This case is scored, and what is there was shown, so the reading stays sealed. Nothing was changed.</source><translation>此病例已评分，并已显示实际病灶，因此阅片结果保持封存。未作任何更改。</translation></message>
<message><source>This could not be written down ({reason}). Your readings are safe; free the disk, then try again.</source><translation>此内容未能写入（{reason}）。您的阅片结果安全；请释放磁盘空间后重试。</translation></message>
<message><source>This dataset has no consensus yet. Run `dspic consolidate` first, or train with --labels truth or a reader's name; nothing was written.</source><translation>此数据集尚无共识。请先运行 `dspic consolidate`，或用 --labels truth 或阅片者名称训练；未写出任何内容。</translation></message>
<message><source>This dataset shows predictions and other readings when you have sealed the last study of your list.</source><translation>在您封存列表中的最后一个检查之后，此数据集才显示预测和其他阅片结果。</translation></message>
<message><source>This is a dataset of its own, with its readings. Nothing of it was imported; open it, or import the folder where its scans came from.</source><translation>此文件夹本身是含有阅片结果的数据集。未导入其任何内容；请打开它，或导入其扫描来源的文件夹。</translation></message>
<message><source>This is a link to another folder and was not followed. Import that folder itself if it holds scans.</source><translation>这是指向另一文件夹的链接，未予跟随。若其中有扫描，请直接导入该文件夹。</translation></message>
<message><source>This is a processed copy; the original scan that came with it is read instead.</source><translation>这是处理后的副本；改读随附的原始扫描。</translation></message>
<message><source>This is neither a DICOM file nor a PNG picture, so it holds no scan.</source><translation>既非 DICOM 文件也非 PNG 图片，故不含扫描。</translation></message>
<message><source>This is not a nuclear medicine picture (its modality is not stated). Choose the bone scan itself.</source><translation>这不是核医学图像（未说明设备类型）。请选择骨显像本身。</translation></message>
<message><source>This is not a nuclear medicine picture (its modality is {modality}). Choose the bone scan itself.</source><translation>这不是核医学图像（设备类型为 {modality}）。请选择骨显像本身。</translation></message>
<message><source>This is not a planar whole-body scan (moving picture). Choose the whole-body views.</source><translation>这不是平面全身扫描（动态图像）。请选择全身图像。</translation></message>
<message><source>This is not a planar whole-body scan ({kind}). Choose the whole-body views.</source><translation>这不是平面全身扫描（{kind}）。请选择全身图像。</translation></message>
<message><source>This is the scatter window; the picture of the photopeak that came with it is read instead.</source><translation>这是散射窗；改读随附的光电峰图片。</translation></message>
<message><source>This is the table of contents of a DICOM disc and holds no picture; the scans it lists are taken from their files.</source><translation>这是 DICOM 光盘的目录，不含图片；所列扫描从各自文件中读取。</translation></message>
<message><source>This kind of archive cannot be opened here. Unpack it, then import its folder.</source><translation>无法在此打开这种压缩包。请解压后导入其文件夹。</translation></message>
<message><source>This lies inside the dataset itself. Choose the folder where the scans came from.</source><translation>此内容位于数据集之内。请选择扫描来源的文件夹。</translation></message>
<message><source>This model finds lesions and has no map to lay over a view. Nothing was classified; leave --overlay out.</source><translation>此模型用于检出病灶，没有可叠加的图。未作判读；请去掉 --overlay。</translation></message>
<message><source>This model finds lesions and has no map to measure. Nothing was measured; leave --maps out.</source><translation>此模型用于检出病灶，没有可测定的图。未作测量；请去掉 --maps。</translation></message>
<message><source>This model has no map “{kind}”; it has {names}.</source><translation>此模型没有图“{kind}”；可用的有 {names}。</translation></message>
<message><source>This reading is sealed already. Nothing was changed.</source><translation>此阅片结果已经封存。未作任何更改。</translation></message>
<message><source>This reading is sealed. Nothing was changed; reopen it with a reason to change it.</source><translation>此阅片结果已封存。未作任何更改；如需修改，请说明原因后重新打开。</translation></message>
<message><source>This report marks places on a scan. Say whose draft they become: dspic import with --reader NAME, or Import labels.</source><translation>此报告在扫描上标记了部位。请说明作为谁的草稿：dspic import 加 --reader NAME，或“导入标签”。</translation></message>
<message><source>This review belongs to {reviewer}, who did not sign in. Nothing was kept.</source><translation>此复核属于 {reviewer}，而其未登录。未保留任何内容。</translation></message>
<message><source>This system has no keyring: the password is asked for each time.</source><translation>此系统没有密钥环：每次都会询问密码。</translation></message>
<message><source>This version cannot be shown ({problem}) Nothing was changed; choose another one.</source><translation>无法显示此版本（{problem}）未作任何更改；请选择其他版本。</translation></message>
<message><source>Thoracic spine</source><translation>胸椎</translation></message>
<message><source>Tibia and fibula</source><translation>胫腓骨</translation></message>
<message><source>Train a network on a dataset (or on folders of PNG by class), score it on patients it never saw, and export it to OUT/model.</source><translation>在数据集（或按类别分文件夹的 PNG）上训练网络，在其未见过的患者上评分，并导出到 OUT/model。</translation></message>
<message><source>Trained on simulated scans; not validated on patients. Research use only. Not for diagnosis.</source><translation>以模拟扫描训练；未在患者中验证。仅供研究使用，不得用于诊断。</translation></message>
<message><source>Trained on this dataset's own labels; not validated elsewhere. Research use only. Not for diagnosis.</source><translation>以此数据集自身的标签训练；未在别处验证。仅供研究使用，不得用于诊断。</translation></message>
<message><source>Two views lay in one picture; it was cut between them.</source><translation>一幅图片中有两个体位；已从中间分开。</translation></message>
<message><source>Urine</source><translation>尿液</translation></message>
<message><source>Verify the audit chains of a dataset and the files they name. Exit code 1 where something does not fit.</source><translation>核验数据集的审计链及其所列文件。有不符时退出码为 1。</translation></message>
<message><source>Views</source><translation>图像</translation></message>
<message><source>Views by true answer (rows) and said answer (columns): {answers}</source><translation>图像按真实结论（行）和判定结论（列）：{answers}</translation></message>
<message><source>Views left out: {provisional} provisional, {disputed} disputed.</source><translation>未纳入的图像：暂定 {provisional} 幅，有争议 {disputed} 幅。</translation></message>
<message><source>Views of {columns} x {rows} pixels are too small for {network}: nothing is left after {layer}. Nothing was written; choose a network with fewer layers.</source><translation>{columns} x {rows} 像素的图像对 {network} 过小：{layer} 之后已无剩余。未写出任何内容；请选择层数较少的网络。</translation></message>
<message><source>Views taken in where they have an answer: {provisional} provisional, {disputed} disputed.</source><translation>有答案即纳入的图像：暂定 {provisional} 幅，有争议 {disputed} 幅。</translation></message>
<message><source>Viridis</source><translation>Viridis</translation></message>
<message><source>WARNING: {count} of {all} studies are of patients from whom the model learned, so these figures flatter it. --unseen leaves them out.</source><translation>警告：{all} 个检查中有 {count} 个来自模型学习过的患者，因此这些数字偏高。--unseen 可将其排除。</translation></message>
<message><source>Waiting for a person</source><translation>等待人工裁定</translation></message>
<message><source>What all readers said belongs to the study lead, not into a reader's session. Nothing was read.</source><translation>全部阅片者的意见属研究负责人所有，不进入阅片者的会话。未读取任何内容。</translation></message>
<message><source>What is in this study is known, and so is which view is which. Nothing was changed.</source><translation>此检查的内容及各图像的体位均已确知。未作任何更改。</translation></message>
<message><source>What the network says is shown when you have sealed your own reading.</source><translation>封存本人的阅片结果后，才显示网络的意见。</translation></message>
<message><source>What {reviewer} says is shown when your own review is there.</source><translation>您本人复核后，才显示 {reviewer} 的意见。</translation></message>
<message><source>Which studies are repeated belongs to the study lead, not into a reader's session. Nothing was changed.</source><translation>哪些检查会重复，只有研究负责人可以知道，不属于阅片者的会话。未作任何更改。</translation></message>
<message><source>Whoever says that the label is wrong disagrees with it. Nothing was kept; say “disagree”.</source><translation>认为标签错误即为不同意。未保留任何内容；请选择“不同意”。</translation></message>
<message><source>With these shares no two readers can have a kappa of {kappa}. Nothing was computed.</source><translation>在这些比例下，没有两位阅片者的 kappa 能为 {kappa}。未进行计算。</translation></message>
<message><source>Wrist</source><translation>腕关节</translation></message>
<message><source>Write a de-identified copy of a dataset: new scans from an allow-list, new keys, moved dates, no free text. Every byte of it is searched for every text of the original; where something is found nothing is kept.</source><translation>写出去标识的数据集副本：图像只含允许的字段，使用新编号，日期平移，无自由文本。逐字节搜索原始数据中的每段文字；一旦发现，则不保留任何内容。</translation></message>
<message><source>Write the annotation file of a dataset: study, view, picture, class and lesions of every view, as CSV and JSON.</source><translation>写出数据集的标注文件：每幅图像的检查、体位、图片、类别和病灶，格式为 CSV 和 JSON。</translation></message>
<message><source>Write the labels of a dataset into a folder for other programs, with pictures, a table of the views and a README; or DICOM reports for a PACS: structured reports (sr), pictures with marks (sc).</source><translation>将数据集的标注写入文件夹供其他程序使用，附图片、图像列表和 README；或为 PACS 写出 DICOM 报告：结构化报告 (sr)、带标记的图片 (sc)。</translation></message>
<message><source>Write the report of a study as one A4 page: both views with marks, the table of lesions, answer, votes, description and suggestion. STUDY is a key, its beginning, or “all”: OUT is a folder then. Research use only. Not for diagnosis.</source><translation>将检查报告写为一页 A4：带标记的两个体位、病灶表、结论、投票、检查所见和诊断意见。STUDY 为检查编号或其开头，或为“all”，此时 OUT 为文件夹。仅供研究使用，不用于诊断。</translation></message>
<message><source>a dataset folder or one label file</source><translation>数据集文件夹或单个标注文件</translation></message>
<message><source>a field is missing or of the wrong kind</source><translation>缺少字段，或字段类型不符</translation></message>
<message><source>a field is of the wrong kind</source><translation>字段类型不符</translation></message>
<message><source>a file or a number of it is none</source><translation>其中的某个文件名或数字无效</translation></message>
<message><source>a file, or a folder with everything below it</source><translation>文件，或文件夹及其下的全部内容</translation></message>
<message><source>a hash is not 64 hexadecimal digits</source><translation>哈希值不是 64 位十六进制数</translation></message>
<message><source>a label file holds one JSON object, not {value}.</source><translation>标签文件应为一个 JSON 对象，而非 {value}。</translation></message>
<message><source>a label file, or a folder of them</source><translation>标注文件或其文件夹</translation></message>
<message><source>a layer of the rule of the answers is not described</source><translation>结论规则中有一层未说明</translation></message>
<message><source>a mask belongs to the type mask only, not to {value}.</source><translation>只有 mask 类型才有掩膜，{value} 没有。</translation></message>
<message><source>a mask of {rows} x {columns} pixels is too large</source><translation>{rows} x {columns} 像素的掩膜过大</translation></message>
<message><source>a model folder</source><translation>模型文件夹</translation></message>
<message><source>a model folder (default: the one that is shipped)</source><translation>模型文件夹（默认：随程序提供的模型）</translation></message>
<message><source>a network that answers for a view, or one that finds lesions</source><translation>对图像给出结论的网络，或检出病灶的网络</translation></message>
<message><source>a new dataset's order of studies: random is another for each reader</source><translation>新数据集的检查顺序：random 表示每位阅片者各不相同</translation></message>
<message><source>a newer version of this program wrote the file (schema {value}).</source><translation>该文件由本程序的更新版本写出（格式版本 {value}）。</translation></message>
<message><source>a number is no share of the picture's width or height</source><translation>有一个数不是图片宽度或高度的比例</translation></message>
<message><source>a picture of where it looked, up to {most} views</source><translation>显示其关注区域的图片，最多 {most} 幅图像</translation></message>
<message><source>a point of a free-response curve is none</source><translation>自由响应曲线的某一点无效</translation></message>
<message><source>a settlement holds a value that is no text</source><translation>裁定中有一个值不是文字</translation></message>
<message><source>a shape is a JSON object, not {value}.</source><translation>形状应为 JSON 对象，而非 {value}。</translation></message>
<message><source>a shape of type mask needs a mask, and has none.</source><translation>mask 类型的形状需要掩膜，但没有。</translation></message>
<message><source>a shape of type {kind} has {wanted} points, not {value}.</source><translation>{kind} 类型的形状应有 {wanted} 个点，而非 {value}。</translation></message>
<message><source>a simulated dataset with follow-ups</source><translation>含随访的模拟数据集</translation></message>
<message><source>a view would have more than {most} marks</source><translation>图像的标记将超过 {most} 个</translation></message>
<message><source>a weight of the places is not described</source><translation>位置的权重未作说明</translation></message>
<message><source>a word is no number</source><translation>有一个词不是数字</translation></message>
<message><source>a {kind} of {count} points is no shape</source><translation>{count} 个点的 {kind} 不成形状</translation></message>
<message><source>add the bone scan index, by the shipped lesion model's map of the skeleton</source><translation>加入骨显像指数，按随附病灶模型的骨骼分区图计算</translation></message>
<message><source>add to drafts that hold marks already, which are left alone otherwise</source><translation>也添加到已有标记的草稿中，否则不改动这些草稿</translation></message>
<message><source>age</source><translation>年龄</translation></message>
<message><source>already there</source><translation>原已存在</translation></message>
<message><source>already there, its view corrected:</source><translation>原已存在，体位已更正：</translation></message>
<message><source>an age, or from-to; either end may be left out</source><translation>年龄或年龄范围，任一端可省略</translation></message>
<message><source>an edge is no number</source><translation>有一条边不是数字</translation></message>
<message><source>an outline needs three points or more</source><translation>轮廓需要三个或更多的点</translation></message>
<message><source>ankle</source><translation>踝关节</translation></message>
<message><source>annotation {place}: {reason}</source><translation>第 {place} 条标注：{reason}</translation></message>
<message><source>another program holds {folder}</source><translation>另一程序占用 {folder}</translation></message>
<message><source>answers that may still change, too</source><translation>也包括仍可能改变的结论</translation></message>
<message><source>anterior</source><translation>前位</translation></message>
<message><source>argument {name}: expected at least one argument</source><translation>参数 {name}：至少需要一个值</translation></message>
<message><source>argument {name}: expected one argument</source><translation>参数 {name}：需要一个值</translation></message>
<message><source>argument {name}: invalid choice: {value} (choose from {choices})</source><translation>参数 {name}：无效的选项 {value}（可选：{choices}）</translation></message>
<message><source>argument {name}: invalid {kind} value: {value}</source><translation>参数 {name}：无效的 {kind} 值 {value}</translation></message>
<message><source>argument {name}: not allowed with argument {other}</source><translation>参数 {name} 不能与参数 {other} 同时使用</translation></message>
<message><source>artefact</source><translation>伪影</translation></message>
<message><source>arthritis</source><translation>退行性变/关节炎</translation></message>
<message><source>ask for a password or token, and put it into the system's keyring</source><translation>询问密码或令牌，并存入系统的密钥环</translation></message>
<message><source>ask the PACS to confirm that it keeps them (storage commitment)</source><translation>请 PACS 确认已保存（存储确认）</translation></message>
<message><source>ask the network again where a dataset keeps its answer</source><translation>即使数据集已保存网络的判断，也重新询问网络</translation></message>
<message><source>ask whether the server answers</source><translation>询问服务器是否应答</translation></message>
<message><source>assisted is neither true nor false</source><translation>assisted 既非 true 也非 false</translation></message>
<message><source>birth date</source><translation>出生日期</translation></message>
<message><source>bladder</source><translation>膀胱</translation></message>
<message><source>blind_to_report is neither true nor false</source><translation>blind_to_report 既不是 true 也不是 false</translation></message>
<message><source>body part</source><translation>部位</translation></message>
<message><source>bootstrap resamples; 0 leaves the intervals out</source><translation>自助法重抽样次数；0 表示不给出区间</translation></message>
<message><source>budget of steps for the whole training</source><translation>整个训练的步数上限</translation></message>
<message><source>by image leaks, as the paper's split did, and is marked so</source><translation>按图像划分会泄漏，论文的划分即如此，并已注明</translation></message>
<message><source>card.json breaks a rule ({reason}).</source><translation>card.json 违反规则（{reason}）。</translation></message>
<message><source>card.json cannot be read ({reason}).</source><translation>无法读取 card.json（{reason}）。</translation></message>
<message><source>card.json is larger than {limit} MiB.</source><translation>card.json 大于 {limit} MiB。</translation></message>
<message><source>card.json points outside the network file.</source><translation>card.json 指向网络文件之外。</translation></message>
<message><source>category {number} has no name</source><translation>类别 {number} 没有名称</translation></message>
<message><source>cervical spine</source><translation>颈椎</translation></message>
<message><source>check files against the rules of their formats</source><translation>按格式规则检查文件</translation></message>
<message><source>class {number} has no name</source><translation>类别 {number} 没有名称</translation></message>
<message><source>classes are whole codes, or the diseases alone</source><translation>类别为完整编码，或仅为疾病</translation></message>
<message><source>clavicle</source><translation>锁骨</translation></message>
<message><source>codes must name a file beside dataset.json</source><translation>codes 必须指明 dataset.json 旁的一个文件</translation></message>
<message><source>commands:</source><translation>命令：</translation></message>
<message><source>compare two models on a dataset, paired by patient</source><translation>在数据集上按患者配对比较两个模型</translation></message>
<message><source>compare with this source's index too: r, mean difference and limits of agreement</source><translation>并与此来源的指数比较：r、平均差和一致性界限</translation></message>
<message><source>conditions of the first patients, joined by commas: normal, metastatic, arthritic, both</source><translation>最前若干患者的情况，以逗号分隔：normal、metastatic、arthritic、both</translation></message>
<message><source>connection timed out</source><translation>连接超时</translation></message>
<message><source>consensus</source><translation>共识</translation></message>
<message><source>consensus, truth, or a reader's name</source><translation>共识、真值或阅片者名称</translation></message>
<message><source>count the answers of views unlike what a model learned from too</source><translation>也计入与模型训练数据不相似的图像的结论</translation></message>
<message><source>count the answers of views unlike what the model learned from too</source><translation>也计入与模型训练数据不相似的图像的结论</translation></message>
<message><source>count the network's answers on scans unlike its training data too</source><translation>也计入网络对与其训练数据不相似的图像的结论</translation></message>
<message><source>cross-validation: train K times, in OUT/foldN, each time with another K-th of the patients unseen (0: one 7:3 split)</source><translation>交叉验证：在 OUT/foldN 中训练 K 次，每次留出另外 K 分之一的患者（0：单次 7:3 划分）</translation></message>
<message><source>dSPIC Workstation: read whole-body bone scans. Research use only. Not for diagnosis.</source><translation>dSPIC Workstation：全身骨显像阅片。仅供研究使用，不用于诊断。</translation></message>
<message><source>dSPIC-AM, dSPIC-RM, SI_CLF, SI_CLF+AM, SI_CLF+RM, SI_CLF+AM+RM, AlexNet, dSPIC-AM without pooling</source><translation>dSPIC-AM、dSPIC-RM、SI_CLF、SI_CLF+AM、SI_CLF+RM、SI_CLF+AM+RM、AlexNet、dSPIC-AM without pooling</translation></message>
<message><source>dataset folder, or folders of PNG named by class</source><translation>数据集文件夹，或以类别命名的 PNG 文件夹</translation></message>
<message><source>dataset.json of {folder} breaks a rule: {problem}. Nothing was changed; mend the file.</source><translation>{folder} 的 dataset.json 违反规则：{problem}。未作任何更改；请修正该文件。</translation></message>
<message><source>dataset.json of {folder} cannot be read ({problem}). Nothing was changed; restore it from a copy.</source><translation>无法读取 {folder} 的 dataset.json（{problem}）。未作任何更改；请从副本恢复。</translation></message>
<message><source>decides everything that is drawn (default: 0)</source><translation>决定一切随机抽取（默认：0）</translation></message>
<message><source>decides split, order, weights and augmentation</source><translation>决定划分、顺序、权重和数据增强</translation></message>
<message><source>decides which studies come again</source><translation>决定哪些检查再次出现</translation></message>
<message><source>decides which studies, and their orders</source><translation>决定选取哪些检查及其顺序</translation></message>
<message><source>describe a dataset: patients, lesions, counts, classes</source><translation>描述数据集：患者、病灶、计数、类别</translation></message>
<message><source>description is a text or null, not {value}.</source><translation>description 应为文字或 null，而非 {value}。</translation></message>
<message><source>device or resource busy</source><translation>设备或资源忙</translation></message>
<message><source>disk quota exceeded</source><translation>超出磁盘配额</translation></message>
<message><source>draft of</source><translation>草稿</translation></message>
<message><source>draft or sealed</source><translation>draft 或 sealed</translation></message>
<message><source>draw new transforms for every picture in every epoch</source><translation>每一轮为每幅图片重新抽取变换</translation></message>
<message><source>draw other counts and hot spots that are no bone for every picture in every epoch</source><translation>每一轮对每幅图像重新抽取不同计数和非骨性热点</translation></message>
<message><source>draws for the intervals (default: 1000)</source><translation>用于区间的抽样次数（默认：1000）</translation></message>
<message><source>draws for the intervals (default: 300)</source><translation>用于区间的抽样次数（默认：300）</translation></message>
<message><source>draws of patients for intervals and p</source><translation>用于区间和 p 值的患者抽样次数</translation></message>
<message><source>dspic is an object, not {value}.</source><translation>dspic 应为对象，而非 {value}。</translation></message>
<message><source>dspic.certainty is a whole number from 1 to 5 or null, not {value}.</source><translation>dspic.certainty 应为 1 至 5 的整数或 null，而非 {value}。</translation></message>
<message><source>dspic.display is an object or null, not {value}.</source><translation>dspic.display 应为对象或 null，而非 {value}。</translation></message>
<message><source>dspic.ellipse needs cx, cy, rx, ry, angle_deg as numbers and points as a hash, not {value}.</source><translation>dspic.ellipse 需要数字 cx、cy、rx、ry、angle_deg 以及作为哈希值的 points，而非 {value}。</translation></message>
<message><source>dspic.statistics is an object, not {value}.</source><translation>dspic.statistics 应为对象，而非 {value}。</translation></message>
<message><source>dspic.uid is a text, not {value}.</source><translation>dspic.uid 应为文字，而非 {value}。</translation></message>
<message><source>dspic.{key} is a text, not {value}.</source><translation>dspic.{key} 应为文字，而非 {value}。</translation></message>
<message><source>dspic.{key} is {words}, not {value}.</source><translation>dspic.{key} 应为{words}，而非 {value}。</translation></message>
<message><source>elbow</source><translation>肘关节</translation></message>
<message><source>encrypt</source><translation>加密</translation></message>
<message><source>end after so many deliveries</source><translation>收到这么多次投递后结束</translation></message>
<message><source>enter a server, or change it</source><translation>登记或更改服务器</translation></message>
<message><source>epochs of rising learning rate</source><translation>学习率上升的轮数</translation></message>
<message><source>false marks a case (default: 1 2 4)</source><translation>每例假阳性标记数（默认：1 2 4）</translation></message>
<message><source>femur</source><translation>股骨</translation></message>
<message><source>fetch studies into a dataset</source><translation>将检查取回数据集</translation></message>
<message><source>file exists</source><translation>文件已存在</translation></message>
<message><source>file name too long</source><translation>文件名过长</translation></message>
<message><source>finding</source><translation>征象</translation></message>
<message><source>flags is an object or null, not {value}.</source><translation>flags 应为对象或 null，而非 {value}。</translation></message>
<message><source>folder of the dataset, new or begun by the same call</source><translation>数据集文件夹，新建或由同一命令开始的</translation></message>
<message><source>folder of the experiments</source><translation>实验文件夹</translation></message>
<message><source>folder of the lesion model (default: the one that is shipped)</source><translation>病灶模型文件夹（默认：随程序提供的模型）</translation></message>
<message><source>folder of the run; the same call takes up a run that was stopped</source><translation>运行文件夹；用同一命令可继续已停止的运行</translation></message>
<message><source>foot</source><translation>足</translation></message>
<message><source>from the last to the first</source><translation>从后到前</translation></message>
<message><source>gamma {value}</source><translation>伽马 {value}</translation></message>
<message><source>group_id is a whole number or null, not {value}.</source><translation>group_id 应为整数或 null，而非 {value}。</translation></message>
<message><source>half the width of the interval</source><translation>区间宽度的一半</translation></message>
<message><source>hand</source><translation>手</translation></message>
<message><source>hip</source><translation>髋关节</translation></message>
<message><source>how alike the views of one patient are, from 0 to 1</source><translation>同一患者各图像的相似程度，0 至 1</translation></message>
<message><source>how frequent normal, metastatic, arthritic and both are where the scans come from, for a model that finds lesions</source><translation>图像来源处正常、转移、关节炎和两者兼有的比例，用于检出病灶的模型</translation></message>
<message><source>how frequent normal, metastatic, arthritic and both are, for a model that finds lesions</source><translation>正常、转移、关节炎和两者兼有的比例，用于检出病灶的模型</translation></message>
<message><source>how many patients</source><translation>患者人数</translation></message>
<message><source>how many studies a kappa or a sensitivity needs</source><translation>kappa 或灵敏度需要多少例检查</translation></message>
<message><source>how many studies, as even over the four answers as there are</source><translation>多少例检查，四类结论尽量均衡</translation></message>
<message><source>how often each answer is said; the shares of the paper's normal, metastatic, arthritic and both unless given</source><translation>各结论出现的频率；不指定则为论文中正常、转移、关节炎和两者兼有的比例</translation></message>
<message><source>how outlines are agreed; without it as dataset.json says</source><translation>轮廓如何达成一致；不指定则按 dataset.json</translation></message>
<message><source>how the learning rate goes on after the warm-up</source><translation>预热之后学习率如何变化</translation></message>
<message><source>how the weights are drawn at the start</source><translation>开始时如何抽取权重</translation></message>
<message><source>humerus</source><translation>肱骨</translation></message>
<message><source>image ID</source><translation>图像编号</translation></message>
<message><source>image comments</source><translation>图像备注</translation></message>
<message><source>imageData holds no picture that can be opened: {value}.</source><translation>imageData 中没有可打开的图片：{value}。</translation></message>
<message><source>imageData is null or a picture in base64, not {value}.</source><translation>imageData 应为 null 或 base64 图片，而非 {value}。</translation></message>
<message><source>imagePath is a text, not {value}.</source><translation>imagePath 应为文字，而非 {value}。</translation></message>
<message><source>imagePath “{value}” is no PNG, and labelme could not open the file again.</source><translation>imagePath “{value}”不是 PNG，labelme 将无法再次打开该文件。</translation></message>
<message><source>imagePath “{value}” leads out of the dataset.</source><translation>imagePath “{value}”指向数据集之外。</translation></message>
<message><source>import DICOM files, PNG pictures and reports into a dataset</source><translation>将 DICOM 文件、PNG 图片和报告导入数据集</translation></message>
<message><source>in a new dataset, readers do not see the textual reports</source><translation>在新数据集中，阅片者看不到文字报告</translation></message>
<message><source>in a new dataset, readers start from the lesions that a network finds, and each such reading says so</source><translation>在新数据集中，阅片者从网络检出的病灶开始，每份此类阅片结果均注明</translation></message>
<message><source>injection site</source><translation>注射点</translation></message>
<message><source>input/output error</source><translation>输入/输出错误</translation></message>
<message><source>is a directory</source><translation>是一个文件夹</translation></message>
<message><source>it belongs to another study or version</source><translation>属于另一检查或版本</translation></message>
<message><source>it belongs to another study, reviewer or version</source><translation>属于另一检查、复核者或版本</translation></message>
<message><source>it does not say how far the run came</source><translation>其中没有说明训练进行到了哪里</translation></message>
<message><source>it holds no JSON object</source><translation>其中没有 JSON 对象</translation></message>
<message><source>it holds no card.json.</source><translation>其中没有 card.json。</translation></message>
<message><source>it holds no view</source><translation>其中没有图像</translation></message>
<message><source>it is a pipe or a device, not a file</source><translation>它是管道或设备，而非文件</translation></message>
<message><source>it is no YAML</source><translation>不是 YAML</translation></message>
<message><source>it is of another run, or a field is of another kind</source><translation>它属于另一次运行，或某个字段的类型不对</translation></message>
<message><source>it is of another study or version</source><translation>属于另一检查或版本</translation></message>
<message><source>it lies on an image or frame that is no view of this study</source><translation>所在的图像或帧不是此检查的体位</translation></message>
<message><source>it never learned regions.</source><translation>它从未学习过区域。</translation></message>
<message><source>it unpacks to too much</source><translation>解压后数据过大</translation></message>
<message><source>it was made by another model</source><translation>由另一模型生成</translation></message>
<message><source>it was sealed on another picture than the study shows now as {views}; it does not vote.</source><translation>封存时所用的并非该检查现在作为 {views} 显示的图片；不参与投票。</translation></message>
<message><source>its address</source><translation>其地址</translation></message>
<message><source>its body parts are not those of this program</source><translation>其部位与本程序的不同</translation></message>
<message><source>its kind, {kind}, is none that this program knows.</source><translation>其类型 {kind} 为本程序所不识。</translation></message>
<message><source>its network cannot be opened ({reason}).</source><translation>其网络无法打开（{reason}）。</translation></message>
<message><source>its network does not run on its self-test ({reason}).</source><translation>其网络在自检中无法运行（{reason}）。</translation></message>
<message><source>its network does not take and give what card.json says.</source><translation>其网络的输入输出与 card.json 所述不符。</translation></message>
<message><source>its network lacks what card.json names.</source><translation>其网络缺少 card.json 所列内容。</translation></message>
<message><source>its port</source><translation>其端口</translation></message>
<message><source>its self-test gave another result than when it was made ({name}).</source><translation>其自检结果与生成时不同（{name}）。</translation></message>
<message><source>its shares are not all above 0</source><translation>其比例并非均大于 0</translation></message>
<message><source>its study is not in this dataset, so nothing of it was taken</source><translation>其检查不在此数据集中，故未采用其任何内容</translation></message>
<message><source>joined its study</source><translation>并入检查</translation></message>
<message><source>kidney</source><translation>肾</translation></message>
<message><source>knee</source><translation>膝关节</translation></message>
<message><source>label is a text, not {value}.</source><translation>label 应为文字，而非 {value}。</translation></message>
<message><source>label smoothing</source><translation>标签平滑</translation></message>
<message><source>labelme was not found on this computer. Your reading is not affected. Install it in an environment of its own (for example: pipx install labelme), or choose the program labelme in the settings.</source><translation>在此计算机上未找到 labelme。您的阅片结果未受影响。请将其安装在独立环境中（例如：pipx install labelme），或在设置中选择 labelme 程序。</translation></message>
<message><source>labelme was not started: the name of the folder {folder} is no UTF-8, and labelme cannot be given such a name. Your reading is not affected. Rename the folder, open the dataset again, then start labelme.</source><translation>labelme 未启动：文件夹 {folder} 的名称不是 UTF-8，无法把这样的名称交给 labelme。您的阅片结果未受影响。请重命名该文件夹，重新打开数据集，然后再启动 labelme。</translation></message>
<message><source>labelme {version} is too old. Your reading is not affected. Install labelme 6.3 or newer.</source><translation>labelme {version} 版本过旧。您的阅片结果未受影响。请安装 labelme 6.3 或更新版本。</translation></message>
<message><source>leave out studies of patients from whom the model learned, by the split.json of its folder</source><translation>按模型文件夹的 split.json 略去模型学习过的患者的检查</translation></message>
<message><source>leave out the model folder</source><translation>不写出模型文件夹</translation></message>
<message><source>leave reports out, or show each for approval</source><translation>不含报告，或逐份显示以供批准</translation></message>
<message><source>leave the maximum counts out (they need every picture)</source><translation>不统计最大计数（需读取每幅图像）</translation></message>
<message><source>let some studies come a second time, hidden, to each reader</source><translation>让一些检查不为人知地再次出现在每位阅片者面前</translation></message>
<message><source>let the sealed readings of a dataset vote</source><translation>由数据集中已封存的阅片结果投票</translation></message>
<message><source>limit of the gradient's norm</source><translation>梯度范数上限</translation></message>
<message><source>line {number}: {reason}</source><translation>第 {number} 行：{reason}</translation></message>
<message><source>list the studies of a dataset</source><translation>列出数据集的检查</translation></message>
<message><source>locked is true or false, not {value}.</source><translation>locked 应为 true 或 false，而非 {value}。</translation></message>
<message><source>logarithm</source><translation>对数</translation></message>
<message><source>lumbar spine</source><translation>腰椎</translation></message>
<message><source>made when there is none</source><translation>不存在时新建</translation></message>
<message><source>make a course for readers who learn, or score it</source><translation>为学习者建立课程，或为课程评分</translation></message>
<message><source>make a dataset of simulated scans</source><translation>生成模拟显像数据集</translation></message>
<message><source>mandible</source><translation>下颌骨</translation></message>
<message><source>mask is a PNG in base64, not {value}.</source><translation>mask 应为 base64 PNG，而非 {value}。</translation></message>
<message><source>mask is no PNG with one channel in base64: {value}.</source><translation>mask 不是单通道的 base64 PNG：{value}。</translation></message>
<message><source>may be repeated</source><translation>可重复使用</translation></message>
<message><source>measure a model on a dataset</source><translation>在数据集上评价模型</translation></message>
<message><source>measure a model on altered scans</source><translation>在改动后的图像上评价模型</translation></message>
<message><source>measure how far the readers agree</source><translation>衡量阅片者的一致性</translation></message>
<message><source>measure how known change between serial scans is found</source><translation>衡量系列显像间已知变化的检出</translation></message>
<message><source>measure the maps too: how often their maximum lies on a metastasis</source><translation>同时评价热图：其最大值落在转移灶上的频率</translation></message>
<message><source>metastases of the network count from this probability on (default: {level})</source><translation>网络检出的转移灶自此概率起计入（默认：{level}）</translation></message>
<message><source>metastasis</source><translation>骨转移</translation></message>
<message><source>move each patient's dates, or leave them out</source><translation>平移每位患者的日期，或略去日期</translation></message>
<message><source>multiply with the channel-refined map as CBAM does, where Eq 6 multiplies with the map itself</source><translation>如 CBAM 那样乘以经通道细化的图，而式 6 乘以图本身</translation></message>
<message><source>name</source><translation>姓名</translation></message>
<message><source>name of the dataset</source><translation>数据集名称</translation></message>
<message><source>name of the model in its card (default: the network's)</source><translation>模型卡中的模型名称（默认：网络名称）</translation></message>
<message><source>new</source><translation>新检查</translation></message>
<message><source>no augmentation, transforms, or generated pictures</source><translation>不增强、变换或生成图片</translation></message>
<message><source>no space left on device</source><translation>磁盘空间不足</translation></message>
<message><source>no study of this dataset is named in it (a name holds &lt;study&gt;_ANT or &lt;study&gt;_POST)</source><translation>其中未指明此数据集的任何检查（名称应含 &lt;study&gt;_ANT 或 &lt;study&gt;_POST）</translation></message>
<message><source>no such device</source><translation>没有此设备</translation></message>
<message><source>no such file or directory</source><translation>没有此文件或文件夹</translation></message>
<message><source>none</source><translation>无</translation></message>
<message><source>none, for no map beats the control.</source><translation>无，因为没有热图优于对照。</translation></message>
<message><source>normal variant</source><translation>正常变异</translation></message>
<message><source>normal, abnormal or null</source><translation>normal、abnormal 或 null</translation></message>
<message><source>normalise after every convolution</source><translation>每次卷积后作归一化</translation></message>
<message><source>not a directory</source><translation>不是文件夹</translation></message>
<message><source>not all bones have shares for the same sexes</source><translation>各骨给出比例的性别不一致</translation></message>
<message><source>not connected</source><translation>未连接</translation></message>
<message><source>notes are no list of texts</source><translation>notes 不是文字列表</translation></message>
<message><source>numbers of the layers; mixed_bfloat16 pays on GPUs and on processors with AMX or AVX-512 BF16</source><translation>各层的数值精度；mixed_bfloat16 适合图形处理器及带有 AMX 或 AVX-512 BF16 的处理器</translation></message>
<message><source>object {number}: {reason}</source><translation>第 {number} 个对象：{reason}</translation></message>
<message><source>one of the arguments {names} is required</source><translation>需要参数 {names} 之一</translation></message>
<message><source>one of the commands below</source><translation>下列命令之一</translation></message>
<message><source>only the first N pairs of studies (default: all)</source><translation>仅前 N 对检查（默认：全部）</translation></message>
<message><source>only the first N studies (default: all)</source><translation>仅前 N 例检查（默认：全部）</translation></message>
<message><source>only these of 8,16, joined by commas</source><translation>仅 8、16 中的这些，以逗号分隔</translation></message>
<message><source>only these of D_1,D_2,D_3, joined by commas</source><translation>仅 D_1、D_2、D_3 中的这些，以逗号分隔</translation></message>
<message><source>only these, joined by commas</source><translation>仅这些，以逗号分隔</translation></message>
<message><source>only views of one part of a training run's split.json</source><translation>仅训练运行的 split.json 中某一部分的图像</translation></message>
<message><source>open the demo dataset</source><translation>打开演示数据集</translation></message>
<message><source>open the window on a dataset, or save a picture of it</source><translation>打开数据集窗口，或保存窗口的图片</translation></message>
<message><source>open this study</source><translation>打开此检查</translation></message>
<message><source>operation not permitted</source><translation>操作不被允许</translation></message>
<message><source>options</source><translation>选项</translation></message>
<message><source>passes over the training part</source><translation>遍历训练部分的次数</translation></message>
<message><source>patient's number</source><translation>患者编号</translation></message>
<message><source>pelvis</source><translation>骨盆</translation></message>
<message><source>permission denied</source><translation>权限不足</translation></message>
<message><source>phase {found} is no number of minutes</source><translation>时相 {found} 不是分钟数</translation></message>
<message><source>pictures a step</source><translation>每步图片数</translation></message>
<message><source>pictures to look at (8bit) or counts (16bit, counts-npz)</source><translation>供查看的图片 (8bit) 或计数 (16bit, counts-npz)</translation></message>
<message><source>points is a list of at least one [x, y], not {value}.</source><translation>points 应为至少含一个 [x, y] 的列表，而非 {value}。</translation></message>
<message><source>points[{at}] is [x, y] with two numbers, not {value}.</source><translation>points[{at}] 应为含两个数字的 [x, y]，而非 {value}。</translation></message>
<message><source>points[{at}] {value} is not within a million pixels.</source><translation>points[{at}] {value} 超出一百万像素的范围。</translation></message>
<message><source>positional arguments</source><translation>位置参数</translation></message>
<message><source>posterior</source><translation>后位</translation></message>
<message><source>print a JSON object per figure and per cell of a confusion table</source><translation>每项数字和混淆矩阵的每个单元格输出一个 JSON 对象</translation></message>
<message><source>print a JSON object per line</source><translation>每行输出一个 JSON 对象</translation></message>
<message><source>print a JSON object per view, and one per study of a dataset</source><translation>每幅图像及数据集的每例检查输出一个 JSON 对象</translation></message>
<message><source>print a JSON object per view, and one per study with view null</source><translation>每幅图像输出一个 JSON 对象，每例检查输出一个 view 为 null 的对象</translation></message>
<message><source>print one JSON object</source><translation>输出一个 JSON 对象</translation></message>
<message><source>print one JSON object a line, one line a file</source><translation>每行一个 JSON 对象，每个文件一行</translation></message>
<message><source>print one JSON object a line: each broken rule, then the counts</source><translation>每行一个 JSON 对象：先是每条违规，后是计数</translation></message>
<message><source>print one JSON object per alteration</source><translation>每种改动输出一个 JSON 对象</translation></message>
<message><source>print one JSON object per figure</source><translation>每项数字输出一个 JSON 对象</translation></message>
<message><source>print one JSON object per method and rate</source><translation>每种方法和每个比率输出一个 JSON 对象</translation></message>
<message><source>print one JSON object per study and per figure</source><translation>每例检查和每项数字输出一个 JSON 对象</translation></message>
<message><source>print one JSON object, with --scores one per case</source><translation>输出一个 JSON 对象，使用 --scores 时每例一个</translation></message>
<message><source>print progress as one JSON object per line</source><translation>以每行一个 JSON 对象输出进度</translation></message>
<message><source>print the result as JSON</source><translation>以 JSON 输出结果</translation></message>
<message><source>print what was written as JSON</source><translation>以 JSON 输出所写内容</translation></message>
<message><source>processes (default: one per core)</source><translation>进程数（默认：每个核心一个）</translation></message>
<message><source>protocol name</source><translation>协议名称</translation></message>
<message><source>provisional and disputed views too, which are left out otherwise</source><translation>也包括暂定和有争议的图像，否则略去</translation></message>
<message><source>put the studies still to be read in an order</source><translation>为尚待阅读的检查排序</translation></message>
<message><source>query a PACS or DICOMweb server, fetch from it, send to it</source><translation>查询 PACS 或 DICOMweb 服务器，从中取回或向其发送</translation></message>
<message><source>read-only file system</source><translation>只读文件系统</translation></message>
<message><source>region {number}: {reason}</source><translation>第 {number} 个区域：{reason}</translation></message>
<message><source>replaced views of</source><translation>替换了图像：</translation></message>
<message><source>report of</source><translation>报告</translation></message>
<message><source>rib</source><translation>肋骨</translation></message>
<message><source>run dSPIC-AM on D_1 and D_2 and dSPIC-RM on D_2 with each of these seeds too: mean and range</source><translation>另以每个随机种子运行 D_1、D_2 上的 dSPIC-AM 和 D_2 上的 dSPIC-RM：给出均值和范围</translation></message>
<message><source>run the experiments of the paper on a dataset</source><translation>在数据集上运行论文的实验</translation></message>
<message><source>sacroiliac joint</source><translation>骶髂关节</translation></message>
<message><source>sacrum</source><translation>骶骨</translation></message>
<message><source>save a picture of the window and end</source><translation>保存窗口的图片后结束</translation></message>
<message><source>say what the network says of scans</source><translation>给出网络对图像的判断</translation></message>
<message><source>say which rows are done and which are not, and end</source><translation>说明哪些行已完成、哪些未完成，然后结束</translation></message>
<message><source>scale marks that were drawn on pictures of another size</source><translation>缩放在其他大小的图片上绘制的标记</translation></message>
<message><source>scans must be a list of folders</source><translation>scans 必须是文件夹列表</translation></message>
<message><source>scapula</source><translation>肩胛骨</translation></message>
<message><source>schema {found} is not {wanted}</source><translation>格式版本 {found} 不是 {wanted}</translation></message>
<message><source>schema {found} is not {wanted}, so another version of the program made it</source><translation>格式版本 {found} 不是 {wanted}，应由本程序的其他版本写出</translation></message>
<message><source>score the readers of a course in place of making one</source><translation>为课程的阅片者评分，而非建立课程</translation></message>
<message><source>selftest.npz cannot be used ({reason}).</source><translation>selftest.npz 无法使用（{reason}）。</translation></message>
<message><source>selftest.npz does not hold a view and what was said of it.</source><translation>selftest.npz 中没有图像及其判读结果。</translation></message>
<message><source>send reports of a dataset</source><translation>发送数据集的报告</translation></message>
<message><source>send without asking after the list</source><translation>列出后不询问即发送</translation></message>
<message><source>series description</source><translation>序列描述</translation></message>
<message><source>sex</source><translation>性别</translation></message>
<message><source>shape_type {value} is none that labelme knows.</source><translation>shape_type {value} 为 labelme 所不识。</translation></message>
<message><source>shapes is a list, not {value}.</source><translation>shapes 应为列表，而非 {value}。</translation></message>
<message><source>shapes[{index}] repeats the uid of an earlier shape (a copy made elsewhere) and got a uid of its own.</source><translation>shapes[{index}] 与先前某形状的 uid 相同（在别处复制而成），已另给 uid。</translation></message>
<message><source>shapes[{index}] was an ellipse and its points were changed elsewhere: it is a polygon now.</source><translation>shapes[{index}] 原为椭圆，其各点在别处被更改：现为多边形。</translation></message>
<message><source>shapes[{index}]: the flag “certain” was changed elsewhere, and the certainty follows it.</source><translation>shapes[{index}]：标志“certain”在别处被更改，把握度随之更改。</translation></message>
<message><source>shapes[{place}]: {reason}</source><translation>shapes[{place}]：{reason}</translation></message>
<message><source>share of patients who are scanned twice (default: 0)</source><translation>显像两次的患者比例（默认：0）</translation></message>
<message><source>share of the dense units left out in a step</source><translation>每步略去的全连接单元比例</translation></message>
<message><source>share of the steps, the first ones, that learn from pictures of half the size (0 for none)</source><translation>最初若干步所占比例，这些步骤以一半尺寸的图像学习（0 表示无）</translation></message>
<message><source>shoulder</source><translation>肩关节</translation></message>
<message><source>show program's version number and exit</source><translation>显示程序版本号后退出</translation></message>
<message><source>show this help message and exit</source><translation>显示此帮助后退出</translation></message>
<message><source>show what this model's kept prediction says as the second opinion</source><translation>将此模型已保存的预测作为第二意见显示</translation></message>
<message><source>sign in as this reader</source><translation>以此阅片者身份登录</translation></message>
<message><source>skipped</source><translation>已跳过</translation></message>
<message><source>skull</source><translation>颅骨</translation></message>
<message><source>stale file handle</source><translation>文件句柄失效</translation></message>
<message><source>steps of the generating network per class (default: 2000)</source><translation>每个类别生成网络的步数（默认：2000）</translation></message>
<message><source>sternum</source><translation>胸骨</translation></message>
<message><source>stop after so many epochs without a better validation loss; 0 for never</source><translation>验证损失连续多少轮未改善即停止；0 表示不停止</translation></message>
<message><source>stop when a line “stop” comes on standard input, or its end; step back</source><translation>标准输入出现“stop”一行或结束时停止；降低优先级</translation></message>
<message><source>store the expected counts before noise too, for training (default: not)</source><translation>同时保存加噪前的期望计数，供训练用（默认：否）</translation></message>
<message><source>structured reports, or pictures with marks</source><translation>结构化报告，或带标记的图片</translation></message>
<message><source>studies from this day (2024-01-31)</source><translation>自此日起的检查 (2024-01-31)</translation></message>
<message><source>studies from this day on</source><translation>自此日起的检查</translation></message>
<message><source>studies or patients by part; what has no part stays behind</source><translation>按部分划分检查或患者；不属于任何部分的不写出</translation></message>
<message><source>studies that the dataset has, too</source><translation>也包括数据集中已有的检查</translation></message>
<message><source>studies up to this day</source><translation>截至此日的检查</translation></message>
<message><source>take a server away</source><translation>移除服务器</translation></message>
<message><source>take in provisional and disputed answers too, which are left out without it</source><translation>也纳入暂定和有争议的结论，否则不纳入</translation></message>
<message><source>take labels of other tools into a reader's draft</source><translation>将其他工具的标注导入阅片者的草稿</translation></message>
<message><source>take provisional and disputed answers too</source><translation>也采用暂定和有争议的结论</translation></message>
<message><source>take the classes' changed shares after augmentation back out of the probabilities</source><translation>从概率中扣除数据增强引起的类别比例变化</translation></message>
<message><source>take these scans in place of the views that their studies have (until a reading is sealed; the old files stay)</source><translation>用这些图像替换其检查现有的图像（阅片结果封存之前；旧文件保留）</translation></message>
<message><source>take what a scanner or PACS pushes into a dataset</source><translation>将扫描仪或 PACS 推送的内容收入数据集</translation></message>
<message><source>the AE title of the PACS</source><translation>PACS 的 AE 名称</translation></message>
<message><source>the AE title of this program</source><translation>本程序的 AE 名称</translation></message>
<message><source>the AE titles that may send (any of this machine unless given; needed with --address)</source><translation>允许发送的 AE 名称（不指定则为本机任意程序；使用 --address 时必需）</translation></message>
<message><source>the JSON is nested more than {limit} deep.</source><translation>JSON 嵌套超过 {limit} 层。</translation></message>
<message><source>the PDF to write, or a folder for all</source><translation>要写出的 PDF，或用于全部报告的文件夹</translation></message>
<message><source>the address of a DICOMweb server, in place of host and port</source><translation>DICOMweb 服务器的地址，代替主机和端口</translation></message>
<message><source>the address to listen at (this machine alone unless given)</source><translation>监听的地址（不指定则仅本机）</translation></message>
<message><source>the beginning of the patient's name</source><translation>患者姓名的开头</translation></message>
<message><source>the bone scan index of each study, and its trend</source><translation>每例检查的骨显像指数及其趋势</translation></message>
<message><source>the box has no area</source><translation>框没有面积</translation></message>
<message><source>the certificate of the authority (a PEM file)</source><translation>证书颁发机构的证书（PEM 文件）</translation></message>
<message><source>the classes are {classes}</source><translation>类别为 {classes}</translation></message>
<message><source>the code book of a new dataset (the built-in one unless given)</source><translation>新数据集的编码本（不指定则用内置编码本）</translation></message>
<message><source>the column by which the list is ordered</source><translation>列表排序所依据的列</translation></message>
<message><source>the confidence of the interval</source><translation>区间的置信度</translation></message>
<message><source>the dataset folder</source><translation>数据集文件夹</translation></message>
<message><source>the dataset folder; made when there is none</source><translation>数据集文件夹；不存在时新建</translation></message>
<message><source>the dataset folder; with --scores that of the course</source><translation>数据集文件夹；使用 --scores 时为课程文件夹</translation></message>
<message><source>the dataset folder; without it the start page opens</source><translation>数据集文件夹；不指定则打开起始页</translation></message>
<message><source>the dataset's folder; made when there is none</source><translation>数据集的文件夹；不存在时新建</translation></message>
<message><source>the dense layers do not fit one another</source><translation>全连接层彼此不匹配</translation></message>
<message><source>the draft of {reader} holds marks already, and nobody said that these are to be added to them</source><translation>{reader} 的草稿已有标记，而没有说明要把这些标记加进去</translation></message>
<message><source>the embedded picture has {rows} x {columns} pixels, but the file says {height} x {width}.</source><translation>嵌入的图片为 {rows} x {columns} 像素，而文件称 {height} x {width}。</translation></message>
<message><source>the feedback {feedback} is neither 'case' nor 'end'</source><translation>反馈 {feedback} 既不是 'case' 也不是 'end'</translation></message>
<message><source>the file begins with a byte-order mark, which labelme refuses.</source><translation>文件以字节顺序标记开头，labelme 不接受。</translation></message>
<message><source>the file belongs to the reader {found}, not to {expected}.</source><translation>文件属于阅片者 {found}，而非 {expected}。</translation></message>
<message><source>the file belongs to the study {found}, not to {expected}.</source><translation>文件属于检查 {found}，而非 {expected}。</translation></message>
<message><source>the file has {value} shapes; 10,000 are the most.</source><translation>文件有 {value} 个形状；最多 10,000 个。</translation></message>
<message><source>the file holds a number that is too large for any program (beyond 1.8e308).</source><translation>文件中有任何程序都无法处理的过大数字（超过 1.8e308）。</translation></message>
<message><source>the file holds a number with more than 4,300 digits.</source><translation>文件中有超过 4,300 位的数字。</translation></message>
<message><source>the file holds half a character (a lone surrogate).</source><translation>文件中有半个字符（孤立的代理项）。</translation></message>
<message><source>the file holds no result of a vote ({problem}).</source><translation>文件中没有投票结果（{problem}）。</translation></message>
<message><source>the file holds the marks of {said}, and stands where those of {expected} belong.</source><translation>文件含有 {said} 的标记，却位于 {expected} 的标记应在之处。</translation></message>
<message><source>the file is empty.</source><translation>文件为空。</translation></message>
<message><source>the file is larger than 16 MiB ({size} bytes).</source><translation>文件大于 16 MiB（{size} 字节）。</translation></message>
<message><source>the file is not UTF-8 text (byte {at}).</source><translation>文件不是 UTF-8 文本（第 {at} 字节）。</translation></message>
<message><source>the file is too large</source><translation>文件过大</translation></message>
<message><source>the file says sealed, but the reader's audit holds no seal; it does not vote.</source><translation>文件称已封存，但该阅片者的审计中没有封存记录；不参与投票。</translation></message>
<message><source>the file would be larger than 16 MiB ({size} bytes).</source><translation>文件将大于 16 MiB（{size} 字节）。</translation></message>
<message><source>the first N rows only</source><translation>仅前 N 行</translation></message>
<message><source>the flag “{key}” is true or false, not {value}.</source><translation>标志“{key}”应为 true 或 false，而非 {value}。</translation></message>
<message><source>the folder of the course; with --scores the page to write (.html)</source><translation>课程文件夹；使用 --scores 时为要写出的页面 (.html)</translation></message>
<message><source>the folder to write, which must be new or empty</source><translation>要写入的文件夹，须为新建或空文件夹</translation></message>
<message><source>the following arguments are required: {names}</source><translation>缺少必需的参数：{names}</translation></message>
<message><source>the format of the labels</source><translation>标注的格式</translation></message>
<message><source>the format, where it is not told by the files</source><translation>格式（文件本身未说明时）</translation></message>
<message><source>the group of a new dataset's folder may read and write it (else its user alone; files follow the folder's rights)</source><translation>新数据集文件夹的所属组可读写（否则仅其用户；文件沿用文件夹的权限）</translation></message>
<message><source>the index' table of weights, or a .json file</source><translation>指数所用的权重表，或一个 .json 文件</translation></message>
<message><source>the input {shape} is not [1, columns, rows, 1]</source><translation>输入 {shape} 不是 [1, columns, rows, 1]</translation></message>
<message><source>the kappa that is expected</source><translation>预期的 kappa</translation></message>
<message><source>the key “{key}” is missing.</source><translation>缺少键“{key}”。</translation></message>
<message><source>the key “{key}” stands twice in one object, so one of the two would be lost.</source><translation>键“{key}”在同一对象中出现两次，其中之一将会丢失。</translation></message>
<message><source>the key “{value}” is missing.</source><translation>缺少键“{value}”。</translation></message>
<message><source>the kind of examination, as DICOM has it</source><translation>检查类型，按 DICOM 的写法</translation></message>
<message><source>the label “{value}” is longer than 256 characters.</source><translation>标签“{value}”超过 256 个字符。</translation></message>
<message><source>the language of the draft of the description</source><translation>描述草稿的语言</translation></message>
<message><source>the lesion masks cannot be read.</source><translation>无法读取病灶掩膜。</translation></message>
<message><source>the limit of likeness is no correlation</source><translation>相似度界限不是相关系数</translation></message>
<message><source>the marks were drawn on a picture of {height} x {width} pixels, but the views have {rows} x {columns}.</source><translation>标记绘制于 {height} x {width} 像素的图片上，而图像为 {rows} x {columns}。</translation></message>
<message><source>the marks were drawn on {rows} x {columns} pixels, and views have {wanted_rows} x {wanted_columns}</source><translation>标记绘制于 {rows} x {columns} 像素，而图像为 {wanted_rows} x {wanted_columns}</translation></message>
<message><source>the mask is no picture</source><translation>掩膜不是图片</translation></message>
<message><source>the masks of the file have more than 64 million pixels together.</source><translation>文件中的掩膜合计超过 6400 万像素。</translation></message>
<message><source>the mean picture has another size</source><translation>平均图片的大小不同</translation></message>
<message><source>the model folder, for uncertainty and region</source><translation>模型文件夹，用于不确定性和区域</translation></message>
<message><source>the name of a new dataset (its folder's name unless given)</source><translation>新数据集的名称（不指定则为其文件夹名）</translation></message>
<message><source>the name of a server that was entered</source><translation>已登记的服务器名称</translation></message>
<message><source>the name of the new dataset</source><translation>新数据集的名称</translation></message>
<message><source>the network does not give three probabilities</source><translation>网络未给出三个概率</translation></message>
<message><source>the number from which random orders are drawn (0 unless given)</source><translation>用于抽取随机顺序的种子数（不指定则为 0）</translation></message>
<message><source>the number of the request</source><translation>申请单号</translation></message>
<message><source>the order {order} is neither 'given' nor 'random' nor 'set'</source><translation>顺序 {order} 既不是 'given' 也不是 'random' 或 'set'</translation></message>
<message><source>the other model folder; differences are second minus first</source><translation>另一个模型的文件夹；差值为第二个减第一个</translation></message>
<message><source>the overlap threshold {iou} is not in (0, 1]</source><translation>重叠阈值 {iou} 不在 (0, 1] 内</translation></message>
<message><source>the package ai-edge-litert, which runs networks, is not installed.</source><translation>运行网络的软件包 ai-edge-litert 尚未安装。</translation></message>
<message><source>the patient's number</source><translation>患者编号</translation></message>
<message><source>the picture is no indexed PNG of {columns} x {rows} pixels.</source><translation>图片不是 {columns} x {rows} 像素的索引 PNG。</translation></message>
<message><source>the planned readers must be at least one, each named once</source><translation>计划阅片者至少一位，且不得重复</translation></message>
<message><source>the planned readers of a new dataset, separated by commas (R1,R2,R3 unless given)</source><translation>新数据集计划的阅片者，以逗号分隔（不指定则为 R1,R2,R3）</translation></message>
<message><source>the port to open ({port} unless given)</source><translation>要打开的端口（不指定则为 {port}）</translation></message>
<message><source>the quorum {quorum} is not between 1 and the number of readers, {readers}</source><translation>法定票数 {quorum} 不在 1 与阅片者人数 {readers} 之间</translation></message>
<message><source>the reading holds a value that JSON cannot say ({problem}).</source><translation>阅片结果中有 JSON 无法表示的值（{problem}）。</translation></message>
<message><source>the reading of {reader} is sealed; it stays as it is</source><translation>{reader} 的阅片结果已封存，保持不变</translation></message>
<message><source>the region map cannot be read as a PNG.</source><translation>区域图无法按 PNG 读取。</translation></message>
<message><source>the region map names a region that the code book does not know.</source><translation>区域图中有编码表所没有的区域。</translation></message>
<message><source>the region {part} counts {total} times</source><translation>区域 {part} 共计 {total} 次</translation></message>
<message><source>the repeats name no share and seed</source><translation>重复检查没有写明比例和种子</translation></message>
<message><source>the runs of a mask cannot be unpacked</source><translation>掩膜的游程无法解开</translation></message>
<message><source>the runs of a mask do not fill it</source><translation>掩膜的游程未填满掩膜</translation></message>
<message><source>the seed {seed} is no whole number</source><translation>种子 {seed} 不是整数</translation></message>
<message><source>the servers that were entered</source><translation>已登记的服务器</translation></message>
<message><source>the shape has {value} points; 20,000 are the most.</source><translation>形状有 {value} 个点；最多 20,000 个。</translation></message>
<message><source>the share of repeats is not in (0, 1]</source><translation>重复检查的比例不在 (0, 1] 之内</translation></message>
<message><source>the share of studies with the disease</source><translation>患病检查的比例</translation></message>
<message><source>the share of the studies that comes again</source><translation>再次出现的检查比例</translation></message>
<message><source>the shares of the four answers are four numbers of zero or more</source><translation>四种结论的比例应为四个不小于零的数</translation></message>
<message><source>the studies; all with an answer unless given</source><translation>检查；不指定则为所有有结论的检查</translation></message>
<message><source>the study has no {view} view</source><translation>此检查没有{view}图像</translation></message>
<message><source>the study's key, the beginning of one, or all</source><translation>检查编号、编号的开头，或 all</translation></message>
<message><source>the table of weights: {names}, or a .json file (default: {name})</source><translation>权重表：{names}，或 .json 文件（默认：{name}）</translation></message>
<message><source>the text is no complete JSON (line {line}, column {column}).</source><translation>文字不是完整的 JSON（第 {line} 行，第 {column} 列）。</translation></message>
<message><source>the user of a DICOMweb server; none for a token</source><translation>DICOMweb 服务器的用户；使用令牌时不填</translation></message>
<message><source>the view of a scan that does not tell (of a two-frame file, of its first), also of one that is there already</source><translation>未注明体位的图像的体位（双帧文件为其首帧），也可用于已有的图像</translation></message>
<message><source>the voting disease {disease} is missing</source><translation>缺少参与投票的疾病 {disease}</translation></message>
<message><source>the weights of {layer} are not described</source><translation>{layer} 的权重未说明</translation></message>
<message><source>there are no points, or too many</source><translation>没有点，或点过多</translation></message>
<message><source>there is no box</source><translation>没有框</translation></message>
<message><source>there is no lesion model there; dspic train --kind lesions writes one.</source><translation>该处没有病灶模型；dspic train --kind lesions 可写出一个。</translation></message>
<message><source>this one that finds lesions</source><translation>此检出病灶的网络</translation></message>
<message><source>thoracic spine</source><translation>胸椎</translation></message>
<message><source>those scanned twice have metastases that are new, grown, faded and gone, each by its own lot (default: all change together)</source><translation>显像两次者的转移灶各自随机为新发、增大、减淡或消失（默认：全部一同变化）</translation></message>
<message><source>tibia and fibula</source><translation>胫腓骨</translation></message>
<message><source>train a network on a dataset</source><translation>在数据集上训练网络</translation></message>
<message><source>train once for each of these seeds, in OUT/seedN; OUT/runs.csv has mean and range</source><translation>每个种子训练一次，在 OUT/seedN 中；OUT/runs.csv 给出均值和范围</translation></message>
<message><source>transfer syntax of the scans, all lossless (default: none)</source><translation>图像的传输语法，均为无损（默认：none）</translation></message>
<message><source>true or false</source><translation>true 或 false</translation></message>
<message><source>truth</source><translation>真值</translation></message>
<message><source>two rows share the {kind} {attribute} {value}</source><translation>两行的 {kind} {attribute} {value} 相同</translation></message>
<message><source>undo the last run: consensus/ shows the run before it again</source><translation>撤销最近一次运行：consensus/ 恢复为前一次运行</translation></message>
<message><source>unrecognized arguments: {names}</source><translation>无法识别的参数：{names}</translation></message>
<message><source>urine</source><translation>尿液</translation></message>
<message><source>usage: </source><translation>用法：</translation></message>
<message><source>verify the audit chains and the files they name</source><translation>核验审计链及其所列文件</translation></message>
<message><source>views counted for each patient</source><translation>每位患者计入的图像数</translation></message>
<message><source>weigh classes by the inverse of their counts</source><translation>按类别计数的倒数加权</translation></message>
<message><source>weights to go on from: weights.safetensors of another run, its folder or its model folder</source><translation>起始权重：另一运行的 weights.safetensors、其文件夹或其模型文件夹</translation></message>
<message><source>what is gold; the consensus, or the truth where there is none</source><translation>以何为金标准；默认共识，无共识时为真值</translation></message>
<message><source>what is true: consensus, truth or a reader's name (default: consensus, until there is one truth)</source><translation>以何为真：consensus、truth 或阅片者名（默认：consensus；尚无共识时为 truth）</translation></message>
<message><source>what lies before the dense layers</source><translation>全连接层之前的部分</translation></message>
<message><source>what puts a study forward; or back to given or random</source><translation>使检查提前的依据；或恢复为 given 或 random</translation></message>
<message><source>what the overlay shows (default: the class map that was measured best, else the attention)</source><translation>叠加显示的内容（默认：评价最好的类别热图，否则为注意力图）</translation></message>
<message><source>what you call it</source><translation>您对它的称呼</translation></message>
<message><source>when the window scores a reader and shows what was missed: after each case, when all are sealed, or not at all</source><translation>窗口何时给阅片者评分并显示漏标：每例之后、全部封存之后，或从不</translation></message>
<message><source>where this program takes what a C-MOVE sends</source><translation>本程序接收 C-MOVE 所发内容的端口</translation></message>
<message><source>which part of the split (default: test)</source><translation>划分中的哪一部分（默认：test）</translation></message>
<message><source>which region maps lay the prior over the present scan (default: truth)</source><translation>用哪种区域图将既往显像配准到本次显像（默认：truth）</translation></message>
<message><source>which region maps: the simulator's or a model's (default: truth for --labels truth, else network); a source compared by --against uses its own default</source><translation>用哪种区域图：模拟器的或模型的（默认：--labels truth 时为 truth，否则为 network）；--against 所比较的来源用其自身的默认值</translation></message>
<message><source>which studies the server has</source><translation>服务器上有哪些检查</translation></message>
<message><source>who alone settles disagreement in a new dataset (a planned reader unless given)</source><translation>新数据集中由谁单独裁定分歧（不指定则为计划的阅片者）</translation></message>
<message><source>who takes the course, separated by commas</source><translation>参加课程的人，以逗号分隔</translation></message>
<message><source>whose answer; the consensus by default</source><translation>取谁的结论；默认为共识</translation></message>
<message><source>whose answers</source><translation>取谁的结论</translation></message>
<message><source>whose draft the marks become</source><translation>标记成为谁的草稿</translation></message>
<message><source>whose draft the marks of structured reports become</source><translation>结构化报告的标记成为谁的草稿</translation></message>
<message><source>whose labels; the consensus, or the truth where there is none</source><translation>取谁的标注；默认共识，无共识时为真值</translation></message>
<message><source>whose list; without it the study lead's</source><translation>取谁的列表；不指定则为研究负责人的列表</translation></message>
<message><source>whose metastases: consensus, truth, a reader's name or network (default: consensus, until there is one truth)</source><translation>取谁的转移灶：consensus、truth、阅片者名或 network（默认：consensus；尚无共识时为 truth）</translation></message>
<message><source>with --kind lesions: channels at 1/2, 1/4, ... of the input</source><translation>用于 --kind lesions：输入的 1/2、1/4 … 处的通道数</translation></message>
<message><source>with --kind lesions: train without it, to measure what it is worth</source><translation>用于 --kind lesions：不含此部分进行训练，以衡量其价值</translation></message>
<message><source>with --scores: only readers who have sealed every case</source><translation>使用 --scores 时：仅已封存全部病例的阅片者</translation></message>
<message><source>words that must occur: study, patient, date, view, tracer, reason of a skip</source><translation>须包含的文字：检查、患者、日期、体位、示踪剂、跳过原因</translation></message>
<message><source>wrist</source><translation>腕关节</translation></message>
<message><source>write a dataset that can leave the house</source><translation>写出可对外提供的数据集</translation></message>
<message><source>write a row per study and a column per bone</source><translation>写出表格，每例检查一行，每块骨一列</translation></message>
<message><source>write each table as a CSV file too</source><translation>同时将每个表写为 CSV 文件</translation></message>
<message><source>write into the model's card which --maps beat the control, or the free-response curves of a model that finds lesions</source><translation>将 --maps 中优于对照者，或检出病灶模型的自由响应曲线，写入模型卡</translation></message>
<message><source>write labels for other programs: COCO, YOLO, VOC, CSV, masks, LabelMe</source><translation>为其他程序写出标注：COCO、YOLO、VOC、CSV、掩膜、LabelMe</translation></message>
<message><source>write the differences as a table too</source><translation>同时将差值写为表格</translation></message>
<message><source>write the figures as a table too</source><translation>同时将数字写为表格</translation></message>
<message><source>write the one annotation file that feeds a classifier (see export)</source><translation>写出供分类器使用的标注文件（参见 export）</translation></message>
<message><source>write the report of a study, or of all, as one page (PDF)</source><translation>将一例或全部检查的报告写为一页 (PDF)</translation></message>
<message><source>write the scores as a table too</source><translation>同时将评分写为表格</translation></message>
<message><source>write the table into the model's card</source><translation>将该表写入模型卡</translation></message>
<message><source>{answer}: {examples} views are fewer than {fewest}, so transforms take the place of generated pictures.</source><translation>{answer}：{examples} 幅图像少于 {fewest} 幅，故以变换代替生成图片。</translation></message>
<message><source>{by} has not said anything final of study {key}. Nothing was written.</source><translation>{by}对检查{key}尚无最终结论。未写入任何内容。</translation></message>
<message><source>{by} settled something in this study meanwhile. Nothing was overwritten; look at it as it stands now, then settle again.</source><translation>其间 {by} 在本检查中做了裁定。没有任何内容被覆盖；请查看现在的状态，然后再次裁定。</translation></message>
<message><source>{colours}, hot is bright</source><translation>{colours}，浓聚处为亮</translation></message>
<message><source>{colours}, hot is dark</source><translation>{colours}，浓聚处为暗</translation></message>
<message><source>{command}: error: {problem}</source><translation>{command}：错误：{problem}</translation></message>
<message><source>{count} cases for {names}: {out}</source><translation>{names} 的 {count} 个病例：{out}</translation></message>
<message><source>{count} finding(s)</source><translation>{count} 处不符</translation></message>
<message><source>{count} more studies are left out of the studies' scores: the answer of the study is open.</source><translation>另有 {count} 例检查的结论未定，未计入检查级指标。</translation></message>
<message><source>{count} more views are left out: they are unlike what the model learned from, and its answers count as none.</source><translation>另有 {count} 幅图像未纳入：与模型所学的图像不相似，其结论不计。</translation></message>
<message><source>{count} of the views used come from readings that a network assisted: a network's scores on them are not independent.</source><translation>所用图像中有 {count} 幅来自网络辅助的阅片：网络在其上的得分并不独立。</translation></message>
<message><source>{count} reports of {by}: {out}</source><translation>{by} 的 {count} 份报告：{out}</translation></message>
<message><source>{count} studies are left out: the model learned from their patients.</source><translation>排除了 {count} 个检查：模型已从这些患者学习过。</translation></message>
<message><source>{count} studies come a second time to each reader.</source><translation>每位阅片者有 {count} 个检查会第二次出现。</translation></message>
<message><source>{count} studies fetched, {there} there already, {left} things left.</source><translation>取回 {count} 例检查，{there} 例已有，{left} 项未取。</translation></message>
<message><source>{count} studies of the dataset begin with “{key}”. Nothing was written; give the key of one.</source><translation>数据集中有 {count} 例检查以“{key}”开头。未写出任何内容；请给出其中一例的编号。</translation></message>
<message><source>{count} studies taken, {there} files already there, {left} not taken.</source><translation>采用 {count} 例检查，{there} 个文件原已存在，{left} 个未采用。</translation></message>
<message><source>{count} studies whose answer may still change were left out.</source><translation>{count} 例检查的结论仍可能变化，未纳入。</translation></message>
<message><source>{count} studies: {out}. {searched} texts of the dataset were searched for; none was found.</source><translation>{count} 例检查：{out}。搜索了数据集的 {searched} 段文字，均未发现。</translation></message>
<message><source>{count} texts of the dataset stand in what was to leave the house: {some}. Nothing of it was kept; tell the developers.</source><translation>数据集中的 {count} 条文字出现在拟外传的内容中：{some}。未保留其任何内容；请告知开发者。</translation></message>
<message><source>{count} views are left out, because only one of the models answers them.</source><translation>排除了 {count} 个体位，因为只有一个模型对其作答。</translation></message>
<message><source>{count} views with the labels of {source}: {names}</source><translation>{count} 幅图像，标签来源 {source}：{names}</translation></message>
<message><source>{dataset} has hidden repeats already. Nothing was changed.</source><translation>{dataset} 已有隐藏的重复检查。未作任何更改。</translation></message>
<message><source>{dataset} has no consensus and no truth yet. Nothing was written; seal readings, then run dspic consolidate.</source><translation>{dataset} 尚无共识和真值。未写出任何内容；请封存阅片结果，然后运行 dspic consolidate。</translation></message>
<message><source>{dataset} has no key that can be read, so scans cannot be given its pseudonyms. Nothing was changed; put the file back.</source><translation>{dataset} 没有可读的密钥文件，因此无法为扫描生成其假名。没有任何改动；请把该文件放回。</translation></message>
<message><source>{dataset} has no views with firm labels of {labels} to export. Nothing was written.</source><translation>{dataset} 没有可导出的、{labels} 标签确定的图像。未写出任何内容。</translation></message>
<message><source>{dataset} has {found} studies with a settled truth, and {wanted} were asked for. Nothing was written.</source><translation>{dataset} 有 {found} 个真值已定的检查，而要求的是 {wanted} 个。未写入任何内容。</translation></message>
<message><source>{dataset} holds no answer of “{labels}” that stands, so there is no index.</source><translation>{dataset} 没有“{labels}”的确定结论，故无指数。</translation></message>
<message><source>{dataset} holds no labelled view for “{labels}”, so there is nothing to measure.</source><translation>{dataset} 没有“{labels}”标签的图像，无从测量。</translation></message>
<message><source>{dataset} holds no labelled view. Read and consolidate some studies first; nothing was written.</source><translation>{dataset} 没有带标签的图像。请先阅读若干检查并合议；未写出任何内容。</translation></message>
<message><source>{dataset} holds no labelled view. {left_out} Read and consolidate some studies first; nothing was written.</source><translation>{dataset} 没有带标签的图像。{left_out}请先阅读若干检查并合议；未写出任何内容。</translation></message>
<message><source>{dataset} is no course: study {key} has no truth to be scored by.</source><translation>{dataset} 不是课程：检查 {key} 没有可用于评分的真值。</translation></message>
<message><source>{disease}, largest lesion {low} to {high} px²: named in {named} of {views} views</source><translation>{disease}，最大病灶 {low} 至 {high} px²：{views} 幅图像中判出 {named} 幅</translation></message>
<message><source>{field} is missing</source><translation>缺少 {field}</translation></message>
<message><source>{field} {found} is no text</source><translation>{field} {found} 不是文字</translation></message>
<message><source>{file} cannot be read ({reason}).</source><translation>无法读取 {file}（{reason}）。</translation></message>
<message><source>{file} cannot be read ({reason}). Nothing was changed; reconnect the disk or mend the rights, then try again.</source><translation>{file} 无法读取（{reason}）。没有任何改动；请重新连接磁盘或修正权限，然后重试。</translation></message>
<message><source>{file} cannot be read ({reason}). Nothing was taken; check the path.</source><translation>无法读取 {file}（{reason}）。未采用任何内容；请检查路径。</translation></message>
<message><source>{file} cannot be read ({reason}). Nothing was written; check the path.</source><translation>无法读取 {file}（{reason}）。未写出任何内容；请检查路径。</translation></message>
<message><source>{file} cannot be read as a PNG picture ({reason}). Nothing was written; mend or remove it.</source><translation>无法将 {file} 按 PNG 图片读取（{reason}）。未写出任何内容；请修复或移除该文件。</translation></message>
<message><source>{file} cannot be read, so nobody can tell which patients the model knows.</source><translation>无法读取 {file}，因此无法知道该模型认识哪些患者。</translation></message>
<message><source>{file} cannot be read, so repeated studies could be counted twice. Nothing was changed; restore it from a copy.</source><translation>无法读取 {file}，重复的检查可能会被计算两次。未作任何更改；请从副本恢复。</translation></message>
<message><source>{file} cannot be used ({problem}). No reading is touched; classify the study again.</source><translation>{file} 无法使用（{problem}）。阅片结果未受影响；请重新判读此检查。</translation></message>
<message><source>{file} cannot be used ({problem}). No reading was touched; import the scan again.</source><translation>{file} 无法使用（{problem}）。阅片结果未受影响；请重新导入扫描。</translation></message>
<message><source>{file} cannot be used ({problem}). Nothing was changed; restore it from .versions.</source><translation>{file} 无法使用（{problem}）。未作任何更改；请从 .versions 恢复。</translation></message>
<message><source>{file} cannot be used ({problem}). Nothing was changed; restore it from a copy.</source><translation>{file} 无法使用（{problem}）。未作任何更改；请从副本恢复。</translation></message>
<message><source>{file} cannot be used ({problem}). The vote stands without it and no reading was touched; restore an earlier version.</source><translation>{file} 无法使用（{problem}）。投票结果不含它仍然成立，阅片结果未受影响；请恢复历史版本。</translation></message>
<message><source>{file} cannot be used. Nothing was changed; mend it or take it away, and enter the servers again.</source><translation>{file} 无法使用。未作任何更改；请修复或移走该文件，并重新登记服务器。</translation></message>
<message><source>{file} cannot be used. Nothing was written of it; classify the study again.</source><translation>{file} 无法使用。未写出其任何内容；请重新判读此检查。</translation></message>
<message><source>{file} could not be written ({reason}). What was written before is safe; make room and start again.</source><translation>{file} 未能写入（{reason}）。此前写入的内容安全；请腾出空间后重新开始。</translation></message>
<message><source>{file} does not hold expected counts of a view. Nothing was written; simulate the dataset again.</source><translation>{file} 中没有图像的期望计数。未写出任何内容；请重新模拟数据集。</translation></message>
<message><source>{file} does not name the classes from 0 on. Nothing was taken; mend the file.</source><translation>{file} 未从 0 起命名类别。未采用任何内容；请修正该文件。</translation></message>
<message><source>{file} is a colour picture; a scan has one grey value per pixel. Nothing was written; remove it.</source><translation>{file} 是彩色图片；扫描每像素只有一个灰度值。未写出任何内容；请移除该文件。</translation></message>
<message><source>{file} is damaged ({reason}). Nothing was changed; remove it to start that run from its beginning.</source><translation>{file} 已损坏（{reason}）。未作任何更改；移除它即可从头开始该运行。</translation></message>
<message><source>{file} is larger than {limit} MiB.</source><translation>{file} 大于 {limit} MiB。</translation></message>
<message><source>{file} is larger than {limit} MiB. Nothing was taken; split it.</source><translation>{file} 大于 {limit} MiB。未采用任何内容；请将其拆分。</translation></message>
<message><source>{file} is missing, so repeated studies could be counted twice. Nothing was changed; restore it from a copy.</source><translation>缺少 {file}，重复的检查可能被计算两次。未作任何更改；请从副本恢复该文件。</translation></message>
<message><source>{file} is missing, though the audit says that it was left there ({act}, {at}). What is missing is not empty, so nothing is shown; put the file back from a copy, restore an earlier version, or set the reading aside to begin anew.</source><translation>{file} 不见了，而审计说它曾被写在那里（{act}，{at}）。缺失不等于空白，因此什么都不显示；请从副本放回该文件，恢复较早的版本，或把此阅片结果搁置后重新开始。</translation></message>
<message><source>{file} is no COCO file: it has images, annotations and categories. Nothing was taken; export it again.</source><translation>{file} 不是 COCO 文件：应含 images、annotations 和 categories。未采用任何内容；请重新导出。</translation></message>
<message><source>{file} is no JSON that can be read. Nothing was taken; export it again.</source><translation>{file} 不是可读取的 JSON。未采用任何内容；请重新导出。</translation></message>
<message><source>{file} is no LabelMe file: it has no shapes. Nothing was taken.</source><translation>{file} 不是 LabelMe 文件：其中没有 shapes。未采用任何内容。</translation></message>
<message><source>{file} is no Pascal VOC annotation. Nothing was taken; export it again.</source><translation>{file} 不是 Pascal VOC 标注。未采用任何内容；请重新导出。</translation></message>
<message><source>{file} is no report that marks places on a scan. Nothing was taken.</source><translation>{file} 不是在扫描上标记部位的报告。未采用任何内容。</translation></message>
<message><source>{file} is no split: it maps each part to a list of studies or patients. Nothing was written; mend the file.</source><translation>{file} 不是划分文件：应将每一部分对应到检查或患者的列表。未写出任何内容；请修正该文件。</translation></message>
<message><source>{file} is not the file that card.json names (its hash differs).</source><translation>{file} 不是 card.json 所指的文件（哈希值不同）。</translation></message>
<message><source>{file} maps no labels: it is a JSON object from a label to a code, or to null. Nothing was taken.</source><translation>{file} 没有对应标签：应为从标签到编码或 null 的 JSON 对象。未采用任何内容。</translation></message>
<message><source>{file} names a part “{part}”, which cannot be a folder's name. Nothing was written; mend the file.</source><translation>{file} 中有名为“{part}”的部分，不能作为文件夹名。未写出任何内容；请修正该文件。</translation></message>
<message><source>{file} names what is no study. Nothing was changed; restore it from a copy.</source><translation>{file} 中写的不是检查。未作任何更改；请从副本恢复。</translation></message>
<message><source>{file} was changed after it was sealed; it does not vote.</source><translation>{file} 在封存后被更改；不参与投票。</translation></message>
<message><source>{file}: {problem}</source><translation>{file}：{problem}</translation></message>
<message><source>{finding} is a disease of bone, and {part} is none. Choose another body part, or another finding.</source><translation>{finding}是骨的疾病，而{part}不是骨。请选择其他部位或其他征象。</translation></message>
<message><source>{flag} says nothing to a network that finds lesions. Nothing was written; leave it out.</source><translation>{flag} 对检出病灶的网络不起作用。未写出任何内容；请去掉该选项。</translation></message>
<message><source>{folder} already holds a dataset. Nothing was changed; open it, or choose another folder.</source><translation>{folder} 中已有数据集。未作任何更改；请打开它，或选择其他文件夹。</translation></message>
<message><source>{folder} cannot be shared ({reason}). Nothing was written; choose another folder.</source><translation>{folder} 无法共享（{reason}）。未写出任何内容；请选择其他文件夹。</translation></message>
<message><source>{folder} cannot be written ({reason}). The trained weights are safe; export again to another place.</source><translation>{folder} 无法写入（{reason}）。训练所得权重安全；请重新导出到其他位置。</translation></message>
<message><source>{folder} could not be written ({reason}). Nothing of it was kept; free the disk or choose another place.</source><translation>{folder} 未能写入（{reason}）。未保留其任何内容；请释放磁盘空间，或选择其他位置。</translation></message>
<message><source>{folder} holds a dataset that was not simulated. Nothing was changed; choose another folder.</source><translation>{folder} 中的数据集不是模拟数据集。未作任何更改；请选择其他文件夹。</translation></message>
<message><source>{folder} holds a run with other settings: {names}. It was left as it is; choose another folder or the same settings.</source><translation>{folder} 中有一次设置不同的训练：{names}。已保持原样；请选择其他文件夹或相同的设置。</translation></message>
<message><source>{folder} holds experiments on other data or settings. They were left as they are; choose another folder.</source><translation>{folder} 中有采用其他数据或设置的实验。它们保持原样；请选择其他文件夹。</translation></message>
<message><source>{folder} holds no data.yaml and no classes.txt, so its classes have no names. Nothing was taken; put one there.</source><translation>{folder} 中没有 data.yaml 和 classes.txt，类别没有名称。未采用任何内容；请放入其一。</translation></message>
<message><source>{folder} holds no labels of a known format. Nothing was taken.</source><translation>{folder} 中没有已知格式的标签。未采用任何内容。</translation></message>
<message><source>{folder} is neither a dataset nor a folder with PNG files under {classes}. Nothing was written; choose another folder.</source><translation>{folder} 既非数据集，也非在 {classes} 下有 PNG 文件的文件夹。未写出任何内容；请选择其他文件夹。</translation></message>
<message><source>{folder} is neither a dataset nor an empty folder. Nothing was written; choose another folder.</source><translation>{folder} 既非数据集也非空文件夹。未写出任何内容；请选择其他文件夹。</translation></message>
<message><source>{folder} is no dataset folder, and lesions are learned from outlines. Nothing was written; give a dataset.</source><translation>{folder} 不是数据集文件夹，而病灶须从轮廓学习。未写出任何内容；请指定数据集。</translation></message>
<message><source>{folder} is no folder. Nothing was written; give a dataset folder, or a folder that holds one folder of PNG per class.</source><translation>{folder} 不是文件夹。未写出任何内容；请指定数据集文件夹，或每类含一个 PNG 文件夹的文件夹。</translation></message>
<message><source>{folder} is not a dataset: it holds no dataset.json. Nothing was changed; choose another folder or import scans.</source><translation>{folder} 不是数据集：其中没有 dataset.json。未作任何更改；请选择其他文件夹，或导入扫描。</translation></message>
<message><source>{folder} is not an empty folder. Nothing was written; choose another.</source><translation>{folder} 不是空文件夹。未写入任何内容；请另选一个。</translation></message>
<message><source>{folder} is not empty and holds no dataset. Nothing was changed; choose another folder.</source><translation>{folder} 不为空，且其中没有数据集。未作任何更改；请选择其他文件夹。</translation></message>
<message><source>{folder} is there already and is not empty. Nothing was written; choose another folder.</source><translation>{folder} 已存在且不为空。未写出任何内容；请选择其他文件夹。</translation></message>
<message><source>{folder} was simulated with other settings ({settings}). Nothing was changed; repeat those settings to go on with it, or choose another folder.</source><translation>{folder} 是用其他设置模拟的（{settings}）。未作任何更改；请用相同的设置继续，或选择其他文件夹。</translation></message>
<message><source>{format} opens no 16-bit pictures. Nothing was written; choose 8bit, or counts-npz for the counts beside them.</source><translation>{format} 不能打开 16 位图片。未写出任何内容；请选择 8bit，或选择 counts-npz 以另附计数。</translation></message>
<message><source>{key} and its prior share no view.</source><translation>{key} 与其既往检查没有相同的体位。</translation></message>
<message><source>{key} has no lesion masks in its truth, so no change is known.</source><translation>{key} 的真值中没有病灶掩膜，故变化未知。</translation></message>
<message><source>{key} has no region map in its truth. Use the regions of a lesion model instead.</source><translation>{key} 的真值中没有区域图。请改用病灶模型的区域。</translation></message>
<message><source>{key} is a whole number of pixels or null, not {value}.</source><translation>{key} 应为整数像素数或 null，而非 {value}。</translation></message>
<message><source>{key} is not lower snake_case</source><translation>{key} 不是小写 snake_case</translation></message>
<message><source>{marks} marks in {studies} studies are a draft of {reader}. {left} things were not taken.</source><translation>{studies} 例检查中的 {marks} 个标记已成为 {reader} 的草稿。{left} 项未采用。</translation></message>
<message><source>{model} on {dataset}, labels: {labels}, {views} views, {studies} studies.</source><translation>{model} 对 {dataset}，标签：{labels}，{views} 幅图像，{studies} 例检查。</translation></message>
<message><source>{model}, {count} views. {warning}</source><translation>{model}，{count} 幅图像。{warning}</translation></message>
<message><source>{name} answers.</source><translation>{name} 有应答。</translation></message>
<message><source>{name} cannot be a reader's name (letters, digits, _ and -, up to 32; not guest, truth or consensus)</source><translation>{name} 不能作为阅片者名称（字母、数字、_ 和 -，至多 32 个；不得为 guest、truth 或 consensus）</translation></message>
<message><source>{name} cannot be a reader's name: use letters, digits, _ and -, up to 32. Nothing was made.</source><translation>{name} 不能作为阅片者名称：请使用字母、数字、_ 和 -，至多 32 个。未建立任何内容。</translation></message>
<message><source>{name} cannot be an adjudicator's name (letters, digits, _ and -, up to 32; not guest, truth or consensus)</source><translation>{name} 不能作为仲裁者名称（字母、数字、_ 和 -，至多 32 个；不得为 guest、truth 或 consensus）</translation></message>
<message><source>{name} could not be made. Nothing was written; choose another folder.</source><translation>{name} 未能建立。未写出任何内容；请选择其他文件夹。</translation></message>
<message><source>{name} could not be written ({reason}). Choose another place.</source><translation>{name} 未能写入（{reason}）。请选择其他位置。</translation></message>
<message><source>{name} could not be written ({reason}). The figures above stand.</source><translation>{name} 未能写入（{reason}）。以上指标有效。</translation></message>
<message><source>{name} could not be written ({reason}). The figures above stand; choose another place.</source><translation>{name} 未能写入（{reason}）。以上指标有效；请选择其他位置。</translation></message>
<message><source>{name} could not be written ({reason}). The figures stand; choose another place.</source><translation>{name} 未能写入（{reason}）。指标有效；请选择其他位置。</translation></message>
<message><source>{name} could not be written ({reason}). The results above stand.</source><translation>{name} 未能写入（{reason}）。以上结果有效。</translation></message>
<message><source>{name} covers less than one pixel. Enlarge it, or delete it.</source><translation>{name}不足一个像素。请放大或删除。</translation></message>
<message><source>{name} has more than {most} lesions, and an indexed mask cannot hold them. Nothing was written; choose another format.</source><translation>{name} 有超过 {most} 个病灶，索引掩膜容纳不下。未写出任何内容；请选择其他格式。</translation></message>
<message><source>{name} has no labels by {source}.{left_out} Nothing was written.</source><translation>{name} 没有 {source} 的标签。{left_out}未写出任何内容。</translation></message>
<message><source>{name} has no sealed readings yet, so there is no agreement to measure.</source><translation>{name} 尚无已封存的阅片结果，无法测量一致性。</translation></message>
<message><source>{name} is a {kind}, which has no outline to vote with. Draw it as a polygon, rectangle or ellipse, or delete it.</source><translation>{name}为 {kind}，没有可投票的轮廓。请绘制为多边形、矩形或椭圆，或将其删除。</translation></message>
<message><source>{name} is drawn twice in the {view} view. Delete one of the two.</source><translation>{name}在{view}图像上重复绘制。请删除其一。</translation></message>
<message><source>{name} is not the split of a training run ({problem}). Nothing was measured.</source><translation>{name} 不是训练运行的划分（{problem}）。未作测量。</translation></message>
<message><source>{name} lies in the {view} view, which this study does not have. Delete it.</source><translation>{name}位于{view}图像，而此检查没有该图像。请将其删除。</translation></message>
<message><source>{name} lies where a network sees {place}. Look again: is the code right? ({warning})</source><translation>{name} 位于网络认为是{place}之处。请再看一遍：编码是否正确？（{warning}）</translation></message>
<message><source>{name} puts a disease of bone into a part that is none. Give this mark another code, or delete it.</source><translation>{name}将骨的疾病标在非骨部位。请给此标记另一编码，或将其删除。</translation></message>
<message><source>{name} reaches beyond the edge of the picture. Move or reshape it, or delete it.</source><translation>{name}超出图像边缘。请移动或改变形状，或将其删除。</translation></message>
<message><source>{network} with the head “{head}”</source><translation>分类头为“{head}”的 {network}</translation></message>
<message><source>{network} with the head “{head}” has {weights} million weights, and training them takes {needed} GiB, more than this machine can give ({given} GiB). Nothing was written; it is described for its shapes only, train it with the head “2x8”.</source><translation>分类头为“{head}”的 {network} 有 {weights} 百万个权重，训练需要 {needed} GiB，超出本机所能提供的 {given} GiB。未写出任何内容；它仅供说明形状，请用分类头“2x8”训练。</translation></message>
<message><source>{part} is on the midline and has no side.</source><translation>{part}位于中线，没有侧别。</translation></message>
<message><source>{part} {side}</source><translation>{side}{part}</translation></message>
<message><source>{path} is a file; dspic open opens a dataset, which is a folder. Nothing was changed. Import a scan first: dspic import DATASET {name}</source><translation>{path} 是文件；dspic open 打开的是数据集文件夹。未作任何更改。请先导入扫描：dspic import DATASET {name}</translation></message>
<message><source>{path} is neither a folder nor a file. Nothing was checked.</source><translation>{path} 既非文件夹也非文件。未作检查。</translation></message>
<message><source>{path} is not there. Nothing was written; check the path.</source><translation>{path} 不存在。未写出任何内容；请检查路径。</translation></message>
<message><source>{place} is a file and no folder. It was left as it is; choose another folder for the results.</source><translation>{place} 是文件而非文件夹。它保持原样；请选择其他文件夹存放结果。</translation></message>
<message><source>{place}: {problem} {consequence}</source><translation>{place}：{problem}{consequence}</translation></message>
<message><source>{problem}</source><translation>{problem}</translation></message>
<message><source>{problem} Give this mark a code, or delete it.</source><translation>{problem}请给此标记编码，或将其删除。</translation></message>
<message><source>{problem} Nothing was taken; mend the mapping.</source><translation>{problem}未采用任何内容；请修正对应表。</translation></message>
<message><source>{problem} The file is left as it is and a copy is kept in {copy}; restore an earlier version, or set it aside to begin anew.</source><translation>{problem}该文件保持原样，并在 {copy} 留有副本；请恢复历史版本，或将其搁置并重新开始。</translation></message>
<message><source>{program} is not a labelme that runs. Your reading is not affected. Choose another program.</source><translation>{program} 不是可运行的 labelme。您的阅片结果未受影响。请选择其他程序。</translation></message>
<message><source>{reader} did not mark this lesion.</source><translation>{reader} 未标记此病灶。</translation></message>
<message><source>{reader} gave no answer here.</source><translation>{reader} 在此未给出结论。</translation></message>
<message><source>{reader} is not a planned reader of {dataset}. Choose one of {readers}.</source><translation>{reader} 不是 {dataset} 的计划阅片者。请从 {readers} 中选择。</translation></message>
<message><source>{reader} is not a reader of {name}. Choose one of {names}.</source><translation>{reader} 不是 {name} 的阅片者。请从 {names} 中选择。</translation></message>
<message><source>{reader}, {key}: {problem}</source><translation>{reader}，{key}：{problem}</translation></message>
<message><source>{reader}, {study}: the reading is not sealed yet; it does not vote.</source><translation>{reader}，{study}：阅片结果尚未封存；不参与投票。</translation></message>
<message><source>{reader}, {study}: {reader} is not a planned reader; this reading does not vote.</source><translation>{reader}，{study}：{reader} 不是计划阅片者；此阅片结果不参与投票。</translation></message>
<message><source>{reader}: {acts} acts, head {head}</source><translation>{reader}：{acts} 次操作，链首 {head}</translation></message>
<message><source>{reader}: {done} of {total} cases. Of the last cases: accuracy of views {accuracy}, lesions found {found}, false marks a view {false}.</source><translation>{reader}：{total} 个病例中的 {done} 个。最近的病例：体位准确率 {accuracy}，找到的病灶 {found}，每个体位的误标 {false}。</translation></message>
<message><source>{reason} But: {other}</source><translation>{reason}但：{other}</translation></message>
<message><source>{reason} But: {other} So it is only assumed to be {view}.</source><translation>{reason}但：{other}故仅推定为{view}。</translation></message>
<message><source>{reason} Energy window {number} of {count} is shown.</source><translation>{reason}显示第 {number} 个能窗（共 {count} 个）。</translation></message>
<message><source>{reason} That is a convention which tells nothing for sure, so it is only assumed to be {view}.</source><translation>{reason}这只是惯例，并不确切，故仅推定为{view}。</translation></message>
<message><source>{reason} The file's image orientation does not fit the picture's shape; which way up it is, is assumed.</source><translation>{reason}文件的图像方向与图像形状不符；哪一端在上系推定。</translation></message>
<message><source>{reason} The picture lay on its side and was turned; which way up it is, is assumed.</source><translation>{reason}图片原为侧放，已转正；上下方向系推定。</translation></message>
<message><source>{reason} The picture looked upside down and was turned; which way up it is, is assumed.</source><translation>{reason}图片似为倒置，已转正；上下方向系推定。</translation></message>
<message><source>{reason} The study's other picture says the same, so it is only assumed to be {view}.</source><translation>{reason}此检查的另一图像也如此注明，故仅推定为{view}。</translation></message>
<message><source>{second} against {first} on {dataset}, labels: {labels}. Intervals and p are drawn by patient.</source><translation>{dataset} 上 {second} 与 {first} 的比较，标签：{labels}。区间和 p 值按患者抽样得出。</translation></message>
<message><source>{server} answered the test with an error ({status}). Ask who runs it.</source><translation>{server} 对测试返回错误（{status}）。请询问其管理者。</translation></message>
<message><source>{server} cannot be reached at {host}, port {port}. Nothing was changed; check address, network and encryption.</source><translation>无法在 {host} 端口 {port} 连接 {server}。未作任何更改；请检查地址、网络和加密。</translation></message>
<message><source>{server} could not do what was asked ({status}). Nothing was changed; check the address, or ask who runs it.</source><translation>{server} 未能完成所请求的操作（{status}）。未作任何更改；请检查地址，或询问其管理者。</translation></message>
<message><source>{server} could not send the study ({status}, {failed} of its objects failed). Nothing of it was taken; try again.</source><translation>{server} 未能发送该检查（{status}，其中 {failed} 个对象失败）。未采用其任何内容；请重试。</translation></message>
<message><source>{server} did not answer in time, or broke off. Nothing was changed; try again, or ask who runs it.</source><translation>{server} 未及时应答，或连接中断。未作任何更改；请重试，或询问其管理者。</translation></message>
<message><source>{server} does not confirm what it keeps ({reason}). The reports are sent.</source><translation>{server} 不确认其保存的内容（{reason}）。报告已发送。</translation></message>
<message><source>{server} does not keep {count} of the reports. Ask who runs it, then send them again.</source><translation>{server} 有 {count} 份报告没有保存。请询问其管理者，然后重新发送。</translation></message>
<message><source>{server} hung up. Nothing was changed; try again, or ask who runs it.</source><translation>{server} 中断了连接。没有任何更改；请重试，或询问其管理者。</translation></message>
<message><source>{server} offers no storage commitment.</source><translation>{server} 不提供存储确认。</translation></message>
<message><source>{server} refused the query ({status}). Nothing was changed; ask for less, or who runs it.</source><translation>{server} 拒绝了查询（{status}）。未作任何更改；请缩小查询范围，或询问其管理者。</translation></message>
<message><source>{server} refused the report ({status}).</source><translation>{server} 拒绝了报告（{status}）。</translation></message>
<message><source>{server} refused the request ({status}).</source><translation>{server} 拒绝了请求（{status}）。</translation></message>
<message><source>{server} refuses a program that calls itself {own} (or is not called {title}). Have {own} entered there.</source><translation>{server} 拒绝自称 {own} 的程序（或其名称并非 {title}）。请让其登记 {own}。</translation></message>
<message><source>{server} refuses user or password. Nothing was changed; check them.</source><translation>{server} 拒绝了用户名或密码。未作任何更改；请核对。</translation></message>
<message><source>{server} sent far more than a study holds. Nothing of it was kept.</source><translation>{server} 发送的内容远超一个检查。未保留其任何内容。</translation></message>
<message><source>{server} sent more than {most} objects for one study, or more than the disk takes. Nothing of it was kept.</source><translation>{server} 为一个检查发送了超过 {most} 个对象，或超出磁盘容量。未保留其任何内容。</translation></message>
<message><source>{server} sent nothing here ({status}). Does it know {own} on this machine, port {port}? Have that entered there, or fetch with C-GET.</source><translation>{server} 未向此处发送任何内容（{status}）。它是否知道本机的 {own}、端口 {port}？请让其登记，或用 C-GET 获取。</translation></message>
<message><source>{server} sent nothing of this study that can be taken, or far too much. Nothing of it was kept.</source><translation>{server} 未发送该检查中可采用的内容，或发送过多。未保留其任何内容。</translation></message>
<message><source>{server} sent nothing of this study that this program reads. Nothing was taken.</source><translation>{server} 未发送该检查中本程序可读取的内容。未采用任何内容。</translation></message>
<message><source>{server} sent objects of another study, or none that can be read. Nothing of it was taken.</source><translation>{server} 发送了另一检查的对象，或无法读取的对象。未采用其任何内容。</translation></message>
<message><source>{server} takes no objects of this kind, or the connection is gone.</source><translation>{server} 不接受此类对象，或连接已断开。</translation></message>
<message><source>{server} took the request to keep the reports, and has not confirmed it yet. They are sent; ask there later.</source><translation>{server} 已接受保存报告的请求，但尚未确认。报告已发送；请稍后向对方查询。</translation></message>
<message><source>{server} took {taken} of {count} reports and shows {seen} of them.</source><translation>{server} 接收了 {count} 份报告中的 {taken} 份，并可查到其中 {seen} 份。</translation></message>
<message><source>{setting} is zero or more, and not {value}. Nothing was written.</source><translation>{setting} 应不小于零，而非 {value}。未写出任何内容。</translation></message>
<message><source>{studies} studies must be read for a {what} with a half-width of {width}; {cases} of them count.</source><translation>要使 {what} 的半宽为 {width}，须阅读 {studies} 个检查；其中 {cases} 个计入。</translation></message>
<message><source>{studies} studies, readers {names}. The intervals are 95 %, resampled by patient.</source><translation>{studies} 例检查，阅片者 {names}。区间为 95 %，按患者重抽样。</translation></message>
<message><source>{studies} studies, {views} views, {patients} patients ({people}).</source><translation>{studies} 例检查，{views} 幅图像，{patients} 位患者（{people}）。</translation></message>
<message><source>{value} is no coordinate</source><translation>{value} 不是坐标</translation></message>
<message><source>{value} is no label</source><translation>{value} 不是标签</translation></message>
<message><source>{value} is no number</source><translation>{value} 不是数字</translation></message>
<message><source>{value} is no number from {lowest} to {highest}</source><translation>{value} 不是 {lowest} 至 {highest} 的数字</translation></message>
<message><source>{value} is no probability</source><translation>{value} 不是概率</translation></message>
<message><source>{value} is no text of up to {longest} letters</source><translation>{value} 不是至多 {longest} 个字符的文字</translation></message>
<message><source>{value} is no whole number from {lowest} to {highest}</source><translation>{value} 不是 {lowest} 至 {highest} 的整数</translation></message>
<message><source>{value} is not within a million pixels</source><translation>{value} 超出一百万像素的范围</translation></message>
<message><source>{views} views belong to no part of the split and were left out.</source><translation>{views} 幅图像不属于划分的任何部分，未纳入。</translation></message>
<message><source>{views} views need {needed} GB of memory and this machine has {free} GB free. Nothing was written; close other programs, or train on a machine with more memory.</source><translation>{views} 幅图像需要 {needed} GB 内存，而本机空闲 {free} GB。未写出任何内容；请关闭其他程序，或在内存更大的计算机上训练。</translation></message>
<message><source>{views} views with {lesions} lesions by {source}: {out}</source><translation>{views} 幅图像，{lesions} 个病灶，来源 {source}：{out}</translation></message>
<message><source>{wanted} studies are to be repeated, and {count} have a patient without another study. Nothing was changed; choose a smaller share.</source><translation>要重复 {wanted} 个检查，而只有 {count} 个的患者没有其他检查。未作任何更改；请选择较小的比例。</translation></message>
<message><source>{word} is not a number that JSON knows.</source><translation>{word} 不是 JSON 所知的数字。</translation></message>
<message><source>{written} of {count} report(s) written.</source><translation>已写出 {count} 份报告中的 {written} 份。</translation></message>
<message><source>“dspic {command}” needs the package {package}, which is not installed. Nothing was done; install it with: pip install 'dspic-workstation[{extra}]'</source><translation>“dspic {command}”需要尚未安装的软件包 {package}。未执行任何操作；安装命令：pip install 'dspic-workstation[{extra}]'</translation></message>
<message><source>“{by}” is nobody who can be reported. Nothing was written; choose one of {known}.</source><translation>“{by}”没有可报告的结果。未写出任何内容；请从 {known} 中选择。</translation></message>
<message><source>“{day}” is no date. Nothing was asked; write it like 2024-01-31.</source><translation>“{day}”不是日期。没有查询；请写成 2024-01-31 的形式。</translation></message>
<message><source>“{devices}” cannot be used: this machine has {there}. Nothing was written; name devices of one kind, or “hosts”.</source><translation>“{devices}”无法使用：本机有 {there}。未写出任何内容；请指定同一种设备，或“hosts”。</translation></message>
<message><source>“{finding}” is not a finding of this dataset's code book.</source><translation>“{finding}”不是此数据集编码表中的征象。</translation></message>
<message><source>“{key}” is not the key of a study.</source><translation>“{key}”不是检查编号。</translation></message>
<message><source>“{label}” gives a side to a body part on the midline.</source><translation>“{label}”给中线部位加了侧别。</translation></message>
<message><source>“{label}” is no code of the dataset: its {count} marks wait for one in the draft.</source><translation>“{label}”不是此数据集的编码：其 {count} 个标记在草稿中等待编码。</translation></message>
<message><source>“{label}” is no code: a code is finding, body part and side joined by colons.</source><translation>“{label}”不是编码：编码由征象、部位和侧别以冒号连接而成。</translation></message>
<message><source>“{label}” is no lesion</source><translation>“{label}”不是病灶</translation></message>
<message><source>“{label}” names no body part, and a lesion needs one.</source><translation>“{label}”未指明部位，而病灶必须有部位。</translation></message>
<message><source>“{model}” is not the name of a model's predictions. Nothing was read.</source><translation>“{model}”不是模型预测的名称。未读取任何内容。</translation></message>
<message><source>“{name}” cannot be a name in a dataset. Nothing was opened or written.</source><translation>“{name}”不能作为数据集中的名称。未打开或写入任何内容。</translation></message>
<message><source>“{name}” in {dataset} is a link that leads elsewhere; nothing is written there. Put the folder itself in its place.</source><translation>{dataset} 中的“{name}”是指向别处的链接；不会向那里写入任何内容。请将文件夹本身放到该处。</translation></message>
<message><source>“{name}” is no table of weights. There are {known}; a file of your own ends in .json.</source><translation>“{name}”不是权重表。可用的有 {known}；自备文件的扩展名为 .json。</translation></message>
<message><source>“{part}” is not a body part of this dataset's code book.</source><translation>“{part}”不是此数据集编码表中的部位。</translation></message>
<message><source>“{reason}” is none of the reasons of a review. Nothing was kept; choose one of the list.</source><translation>“{reason}”不是复核原因。未保留任何内容；请从列表中选择。</translation></message>
<message><source>“{reviewer}” cannot be a reviewer's name. Nothing was read or kept.</source><translation>“{reviewer}”不能作为复核者名称。未读取或保留任何内容。</translation></message>
<message><source>“{rule}” is no rule for outlines. Nothing was voted; the rules are {known}.</source><translation>“{rule}”不是轮廓规则。未进行投票；规则有 {known}。</translation></message>
<message><source>“{source}” is none of this dataset's labels. Nothing was written; choose one of {known}.</source><translation>“{source}”不是此数据集的标签。未写出任何内容；请从 {known} 中选择。</translation></message>
<message><source>“{text}” is no age: write 55, 40-70, 40- or -70.</source><translation>“{text}”不是年龄：请写 55、40-70、40- 或 -70。</translation></message>
<message><source>“{text}” is no date: write it as 2026-01-31.</source><translation>“{text}”不是日期：请写如 2026-01-31。</translation></message>
<message><source>“{text}” is no list of numbers joined by commas. Nothing was done.</source><translation>“{text}”不是以逗号分隔的数字列表。未执行任何操作。</translation></message>
<message><source>“{text}” is no list of whole numbers joined by commas. Nothing was written.</source><translation>“{text}”不是用逗号连接的整数列表。未写入任何内容。</translation></message>
<message><source>“{text}” is no probability: write 0.8 or 80 %.</source><translation>“{text}”不是概率：请写 0.8 或 80 %。</translation></message>
<message><source>“{value}” is no initialiser that this program knows. Nothing was written; use glorot_uniform or he_normal.</source><translation>“{value}”不是本程序所知的初始化方法。未写出任何内容；请用 glorot_uniform 或 he_normal。</translation></message>
<message><source>“{value}” is no kind of network that finds lesions. Nothing was written.</source><translation>“{value}”不是检出病灶的网络类型。未写出任何内容。</translation></message>
<message><source>“{value}” is no {setting} that this program knows; there are {known}. Nothing was written.</source><translation>“{value}”不是本程序所知的 {setting}；可用的有 {known}。未写出任何内容。</translation></message>
<message><source>“{word}” is no condition; there are {known}. Nothing was done.</source><translation>“{word}”不是已知的情形；可用的有 {known}。未执行任何操作。</translation></message>
<message><source>“{word}” is not among the paper's experiments; there are {known}. Nothing was written.</source><translation>“{word}”不在论文的实验之列；可用的有 {known}。未写出任何内容。</translation></message>
</context>
<context>
<name>serial</name>
<message><source>= as before</source><translation>= 同前</translation></message>
<message><source>Change</source><translation>变化</translation></message>
<message><source>Counts</source><translation>计数</translation></message>
<message><source>No lesion model is there: the prior is laid over by the body's outline alone. Bones may lie beside one another; what is coloured may be no change.</source><translation>没有病灶模型：既往检查仅按体表轮廓配准。骨骼可能错位，着色处未必为变化。</translation></message>
<message><source>Said by</source><translation>依据</translation></message>
<message><source>The prior is warped by the network's region maps and scaled by bone that both scans show. Hands, feet, kidneys and bladder are not compared.</source><translation>既往检查按网络的区域图变形配准，并按两次扫描共有的骨校正计数。手、足、肾和膀胱不作比较。</translation></message>
<message><source>View</source><translation>体位</translation></message>
<message><source>Where</source><translation>位置</translation></message>
<message><source>beside the bones</source><translation>骨外</translation></message>
<message><source>my marks</source><translation>本人的标记</translation></message>
<message><source>the pictures</source><translation>图像</translation></message>
<message><source>▲ grown</source><translation>▲ 增大</translation></message>
<message><source>▲ more than in the prior</source><translation>▲ 高于既往</translation></message>
<message><source>▲▲ new</source><translation>▲▲ 新发</translation></message>
<message><source>▼ faded</source><translation>▼ 减淡</translation></message>
<message><source>▼ less than in the prior</source><translation>▼ 低于既往</translation></message>
<message><source>▼▼ gone</source><translation>▼▼ 消失</translation></message>
</context>
<context>
<name>study report</name>
<message><source>Answer</source><translation>结论</translation></message>
<message><source>Area</source><translation>面积</translation></message>
<message><source>Bone scan index of the marked metastases</source><translation>所标骨转移的骨显像指数</translation></message>
<message><source>Cert.</source><translation>把握</translation></message>
<message><source>Code</source><translation>编码</translation></message>
<message><source>Consensus of {moment}; the votes:</source><translation>{moment}的共识；投票：</translation></message>
<message><source>Dataset: {name}</source><translation>数据集：{name}</translation></message>
<message><source>Description</source><translation>检查所见</translation></message>
<message><source>Draft of {reader}, NOT SEALED</source><translation>{reader}的草稿，未封存</translation></message>
<message><source>Key of the study: {key}</source><translation>检查编码：{key}</translation></message>
<message><source>L</source><translation>左</translation></message>
<message><source>Max</source><translation>最大</translation></message>
<message><source>Mean</source><translation>均值</translation></message>
<message><source>No.</source><translation>序号</translation></message>
<message><source>Nothing is marked.</source><translation>无标记。</translation></message>
<message><source>R</source><translation>右</translation></message>
<message><source>Ratio</source><translation>比值</translation></message>
<message><source>Sealed by {reader} on {moment}</source><translation>由{reader}于{moment}封存</translation></message>
<message><source>Second opinion of the network {model}</source><translation>网络{model}的第二意见</translation></message>
<message><source>Stop</source><translation>停止</translation></message>
<message><source>Suggestion</source><translation>诊断意见</translation></message>
<message><source>View</source><translation>体位</translation></message>
<message><source>Whole-body bone scan: study report</source><translation>全身骨显像：检查报告</translation></message>
<message><source>Write the reports into</source><translation>将报告写入</translation></message>
<message><source>Writing reports…</source><translation>正在写入报告…</translation></message>
<message><source>en</source><translation>zh</translation></message>
<message><source>none: the scan is unlike what the network {regions} learned, which knows no bones here</source><translation>无：该扫描与网络 {regions} 所学的不相似，网络在此无法辨认骨骼</translation></message>
<message><source>{done} reports are written; of {left} studies nothing final is said.</source><translation>已写入{done}份报告；{left}个检查尚无最终结论。</translation></message>
<message><source>{percent} % of the skeleton (weights: {weights}; bones: network {regions})</source><translation>占骨骼 {percent} %（权重：{weights}；骨骼分区：网络 {regions}）</translation></message>
</context>
<context>
<name>training</name>
<message><source>&amp;Batch</source><translation>批大小(&amp;B)</translation></message>
<message><source>&amp;Data</source><translation>数据(&amp;D)</translation></message>
<message><source>&amp;Epochs, at most</source><translation>最多轮数(&amp;E)</translation></message>
<message><source>&amp;Head</source><translation>分类头(&amp;H)</translation></message>
<message><source>&amp;Labels</source><translation>标签(&amp;L)</translation></message>
<message><source>&amp;Network</source><translation>网络(&amp;N)</translation></message>
<message><source>2x8: average over 2 x 8 fields</source><translation>2x8：对 2 x 8 区域取平均</translation></message>
<message><source>6x6: average over 6 x 6 fields</source><translation>6x6：对 6 x 6 区域取平均</translation></message>
<message><source>A training reads what all readers said, so it is open to the study lead only.</source><translation>训练会读取全部阅片者的意见，故仅对研究负责人开放。</translation></message>
<message><source>Batch normalisation</source><translation>批归一化</translation></message>
<message><source>Class weights</source><translation>类别权重</translation></message>
<message><source>D_1: as they are</source><translation>D_1：原样</translation></message>
<message><source>D_2: mirrored, shifted, turned copies</source><translation>D_2：镜像、平移、旋转的副本</translation></message>
<message><source>D_3: generated pictures</source><translation>D_3：生成的图片</translation></message>
<message><source>Devices</source><translation>设备</translation></message>
<message><source>Dropout</source><translation>随机失活</translation></message>
<message><source>Epoch {epoch} of {epochs}, step {done} of {total}</source><translation>第 {epoch}/{epochs} 轮，第 {done}/{total} 步</translation></message>
<message><source>First steps on half the size</source><translation>先以半尺寸训练的步骤比例</translation></message>
<message><source>Generating pictures, step {done} of {total}</source><translation>正在生成图片，第 {done}/{total} 步</translation></message>
<message><source>Initialiser</source><translation>初始化</translation></message>
<message><source>Learning &amp;rate</source><translation>学习率(&amp;R)</translation></message>
<message><source>Limit of the gradient</source><translation>梯度上限</translation></message>
<message><source>Name of the model</source><translation>模型名称</translation></message>
<message><source>Natural shares</source><translation>自然比例</translation></message>
<message><source>New transforms in every epoch</source><translation>每轮重新变换</translation></message>
<message><source>Other counts and hot spots</source><translation>不同计数与热点</translation></message>
<message><source>Patience</source><translation>耐心轮数</translation></message>
<message><source>Precision</source><translation>精度</translation></message>
<message><source>Provisional and disputed</source><translation>暂定和有争议的结论</translation></message>
<message><source>Reading view {done} of {total}</source><translation>正在读取图像 {done}/{total}</translation></message>
<message><source>Refined product</source><translation>细化乘积</translation></message>
<message><source>S&amp;plit</source><translation>划分(&amp;P)</translation></message>
<message><source>Schedule</source><translation>学习率计划</translation></message>
<message><source>Scoring on the patients it never saw…</source><translation>正在用从未见过的患者评分…</translation></message>
<message><source>Seed</source><translation>随机种子</translation></message>
<message><source>Sign in without a reader's name (File, Change reader) to train a network. Readings stay blind.</source><translation>请不以阅片者名称登录（文件 → 更换阅片者）以训练网络。阅片仍保持盲法。</translation></message>
<message><source>Smoothing of labels</source><translation>标签平滑</translation></message>
<message><source>Start from weights</source><translation>起始权重</translation></message>
<message><source>Steps, at &amp;most</source><translation>最多步数(&amp;M)</translation></message>
<message><source>Stopped; the last finished epoch is kept</source><translation>已停止；最后完成的一轮已保留</translation></message>
<message><source>The model is being opened…</source><translation>正在打开模型…</translation></message>
<message><source>The second opinion uses this model now.</source><translation>第二意见现已使用此模型。</translation></message>
<message><source>The training is finished</source><translation>训练已完成</translation></message>
<message><source>The training starts…</source><translation>训练正在启动…</translation></message>
<message><source>Training</source><translation>训练</translation></message>
<message><source>Warm-up</source><translation>预热</translation></message>
<message><source>Weight decay</source><translation>权重衰减</translation></message>
<message><source>Writing the model…</source><translation>正在写出模型…</translation></message>
<message><source>by image: leaks, flatters the scores</source><translation>按图像：有泄漏，评分偏高</translation></message>
<message><source>by patient: nothing leaks</source><translation>按患者：无泄漏</translation></message>
<message><source>constant</source><translation>恒定</translation></message>
<message><source>falling along a cosine</source><translation>按余弦下降</translation></message>
<message><source>gap: one average per channel</source><translation>gap：每通道取平均</translation></message>
<message><source>no limit</source><translation>不限</translation></message>
<message><source>pool3: a pooling first</source><translation>pool3：先作池化</translation></message>
<message><source>table3: as printed, 1.7 billion weights</source><translation>table3：如论文所印，17 亿个权重</translation></message>
<message><source>the consensus</source><translation>共识</translation></message>
<message><source>the truth (simulated)</source><translation>真值（模拟）</translation></message>
<message><source>training</source><translation>训练</translation></message>
<message><source>training, with what is added</source><translation>训练（含增强部分）</translation></message>
<message><source>unseen</source><translation>未见部分</translation></message>
<message><source>validation</source><translation>验证</translation></message>
<message><source>{count} min</source><translation>{count} 分钟</translation></message>
<message><source>{count} s</source><translation>{count} s</translation></message>
<message><source>{hours} h {minutes:02d} min</source><translation>{hours} 小时 {minutes:02d} 分钟</translation></message>
</context>
<context>
<name>why not</name>
<message><source>Open a dataset and sign in first.</source><translation>请先打开数据集并登录。</translation></message>
<message><source>Open a study first: choose one from the worklist.</source><translation>请先打开一个检查：从工作列表中选择。</translation></message>
<message><source>Select a mark first.</source><translation>请先选择一个标记。</translation></message>
<message><source>There is no conflict with another program.</source><translation>没有与其他程序的冲突。</translation></message>
<message><source>There is nothing to redo.</source><translation>没有可重做的操作。</translation></message>
<message><source>There is nothing to undo.</source><translation>没有可撤销的操作。</translation></message>
<message><source>This reading is not sealed.</source><translation>该阅片尚未封存。</translation></message>
<message><source>You look on as the study lead, so there is no reading of yours.</source><translation>您以研究负责人身份查看，因此没有您自己的阅片。</translation></message>
</context>
<context>
<name>words</name>
<message><source>{one}, {other}</source><translation>{one}，{other}</translation></message>
</context>
<context>
<name>worklist</name>
<message><source>Age</source><translation>年龄</translation></message>
<message><source>Date</source><translation>日期</translation></message>
<message><source>From a network: research use only, not for diagnosis.</source><translation>来自网络：仅供研究使用，不得用于诊断。</translation></message>
<message><source>Model</source><translation>模型</translation></message>
<message><source>No.</source><translation>序号</translation></message>
<message><source>Study</source><translation>检查</translation></message>
<message><source>The consensus says something else.</source><translation>共识与此不同。</translation></message>
<message><source>The list holds answers of several models; classify all to compare.</source><translation>列表含有多个模型的结论；如需比较，请全部重新判读。</translation></message>
<message><source>The model {model} says: {answer}, {probability:.2f}</source><translation>模型 {model} 判为：{answer}，{probability:.2f}</translation></message>
<message><source>The other kind of network says something else.</source><translation>另一类网络的判读不同。</translation></message>
<message><source>The scan is unlike what the model {model} learned: no answer.</source><translation>此扫描与模型 {model} 所学不同：无判读。</translation></message>
<message><source>Views</source><translation>图像</translation></message>
<message><source>damaged</source><translation>已损坏</translation></message>
<message><source>draft</source><translation>草稿</translation></message>
<message><source>p</source><translation>p</translation></message>
<message><source>reopened</source><translation>已重新打开</translation></message>
<message><source>sealed</source><translation>已封存</translation></message>
<message><source>skipped</source><translation>已跳过</translation></message>
<message><source>unread</source><translation>未读</translation></message>
<message><source>{moment}; the patient has another scan of this day.</source><translation>{moment}；该患者当天还有另一次扫描。</translation></message>
<message><source>{seals} of {planned} sealed</source><translation>已封存 {seals}/{planned}</translation></message>
<message><source>– unlike</source><translation>– 不相似</translation></message>
</context>
</TS>
